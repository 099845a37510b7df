package dev.asyncz.agent.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDetailsTest {
    private static final Sign SIGN = new Sign(Kind.OVERDUE, "", "It is overdue", "", null);

    @Test
    void should_lead_to_the_page_of_a_task_whatever_its_name_is() {
        AlertDetails details = new AlertDetails("https://ops.example/", (task, run) -> List.of());

        assertEquals(
                "https://ops.example/dashboard/tasks/import~2Forders~20100~25",
                details.apply(Runs.task("import/orders 100%"), SIGN).link());
    }

    @Test
    void should_have_no_link_where_nobody_said_where_the_pages_are() {
        AlertDetails details = new AlertDetails("", (task, run) -> List.of());

        assertEquals("", details.apply(Runs.task("import"), SIGN).link());
    }
}
