package dev.asyncz.agent.signs.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskHistory.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task that several schedules run at once. */
class MultipleTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final List<Schedule> schedules = new ArrayList<>();
    private final List<NodeTask> nodes = new ArrayList<>(List.of(node("", Life.HERE)));
    private Instant now = NOON.plusSeconds(60);

    @Test
    void should_say_how_many_are_live_where_each_was_made_and_since_when() {
        add("every 3 s", "com.acme.Shop.start:12", 0);
        assertEquals(List.of(), signs());

        add("every 3 s", "com.acme.Shop.restart:40", 7);
        assertEquals(
                "It has 2 live schedules at once (every 3 s), made at com.acme.Shop.start:12 (12:00 UTC),"
                        + " at com.acme.Shop.restart:40 (12:00:07 UTC)",
                only().sentence());
        assertEquals(Kind.MULTIPLE, only().kind());
        assertEquals("", only().node());

        schedules.remove(0);
        assertEquals(List.of(), signs());
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "6, 1"})
    void should_give_the_next_one_a_moment_to_take_the_place_of_the_last(int seconds, int count) {
        add("every 3 s", "com.acme.Shop.start:12", 0);
        add("every 3 s", "com.acme.Shop.start:12", 10);
        now = NOON.plusSeconds(10 + seconds);

        assertEquals(count, signs().size());
    }

    @Test
    void should_tell_a_place_once_with_how_many_it_has_made() {
        for (int i = 0; i < 40; i++) {
            add("every 3 s", "com.acme.Shop.start:12", i);
        }
        add("every 3 s", null, 50);

        assertEquals(
                "It has 41 live schedules at once (every 3 s), made at com.acme.Shop.start:12 (40 times, first 12:00"
                        + " UTC, last 12:00:39 UTC), by a library (12:00:50 UTC)",
                only().sentence());
    }

    @Test
    void should_say_that_there_may_be_more_than_are_kept_and_not_list_them_all() {
        IntStream.range(0, TaskHistory.MAX_SCHEDULES).forEach(i -> add("every 3 s", "com.acme.Shop.start:" + i, 0));

        assertEquals(
                "It has 50 or more live schedules at once (every 3 s), made at com.acme.Shop.start:0 (12:00 UTC),"
                        + " at com.acme.Shop.start:1 (12:00 UTC), at com.acme.Shop.start:2 (12:00 UTC),"
                        + " at com.acme.Shop.start:3 (12:00 UTC), at com.acme.Shop.start:4 (12:00 UTC)"
                        + " and at 45 more places",
                only().sentence());
    }

    @Test
    void should_say_nothing_of_a_method_that_has_two_schedules_of_its_own_and_count_both_once_they_are_doubled() {
        add("cron 0 0 8 * * *", "com.acme.Main.main:5", 0);
        add("cron 0 0 18 * * *", "com.acme.Main.main:5", 0);
        assertEquals(List.of(), signs());

        add("cron 0 0 8 * * *", "com.acme.Main.main:9", 0);
        add("cron 0 0 18 * * *", "com.acme.Main.main:9", 0);
        assertEquals(
                "It has 4 live schedules at once (cron 0 0 8 * * *; cron 0 0 18 * * *), made at com.acme.Main.main:5"
                        + " (2 times, 12:00 UTC), at com.acme.Main.main:9 (2 times, 12:00 UTC)",
                only().sentence());
    }

    @Test
    void should_say_on_which_node() {
        nodes.set(0, node("shop-1", Life.HERE));
        nodes.add(node("shop-2", Life.LIVES));
        add("every 3 s", "com.acme.Shop.start:12", 0);
        add("every 3 s", "com.acme.Shop.start:12", 0);

        assertEquals("shop-1", only().node());
    }

    private void add(String words, @Nullable String place, int second) {
        schedules.add(new Schedule(words, place, NOON.plusSeconds(second)));
    }

    private static NodeTask node(String name, Life life) {
        return new NodeTask(name, life, NOON, false, "every 3 s", null, null, null, 0, null);
    }

    private Sign only() {
        assertEquals(1, signs().size(), () -> signs().toString());
        return signs().get(0);
    }

    private List<Sign> signs() {
        TaskFacts facts = new TaskFacts("a", "Spring", "every 3 s", null, null, false, 0, 0, 0, null, null);
        return Signs.PLAIN.of(new TaskHistory(facts, List.of(), List.copyOf(nodes), List.copyOf(schedules)), now);
    }
}
