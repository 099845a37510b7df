package dev.asyncz.agent.tasks.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which texts of runs give way to others. */
final class TextBudgetTest {
    private final TextBudget budget = new TextBudget(100);
    private final List<String> shortened = new ArrayList<>();

    @Test
    void should_keep_everything_until_it_is_full() {
        keep("a", 60);
        keep("b", 40);

        assertEquals(List.of(), shortened);
    }

    @Test
    void should_shorten_the_oldest_first_and_no_more_than_it_must() {
        keep("a", 60);
        keep("b", 40);
        keep("c", 1);
        assertEquals(List.of("a"), shortened);
        keep("d", 59);
        assertEquals(List.of("a"), shortened);
        keep("e", 60);

        assertEquals(List.of("a", "b", "c", "d"), shortened);
    }

    @Test
    void should_shorten_what_is_too_large_by_itself_and_go_on() {
        keep("huge", 101);
        keep("a", 100);

        assertEquals(List.of("huge"), shortened);
    }

    private void keep(String name, long bytes) {
        budget.keep(new TextBudget.Text() {
            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public void shorten() {
                shortened.add(name);
            }
        });
    }
}
