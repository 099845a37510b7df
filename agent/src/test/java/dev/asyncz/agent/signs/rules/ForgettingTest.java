package dev.asyncz.agent.signs.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    private static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");

    @Test
    void should_say_how_much_would_do_when_the_log_goes_back_less_far_than_the_run_before() {
        Sign sign = signs(Duration.ofMinutes(7), Duration.ofHours(6), Duration.ofHours(30))
                .get(0);

        assertEquals(Kind.FORGETTING, sign.kind());
        assertEquals(
                "Lines are kept for 7 min only, less than the 1 d between its runs; of what is older, some runs have"
                        + " theirs still. At the present rate about 2,057,143 lines would do, 206 × as many",
                sign.sentence());
    }

    @Test
    void should_say_nothing_when_the_log_has_lost_nothing_since_the_oldest_run() {
        assertEquals(List.of(), signs(Duration.ofHours(31), Duration.ofHours(6), Duration.ofHours(30)));
    }

    @Test
    void should_say_nothing_when_the_log_goes_back_further_than_from_one_run_to_the_next() {
        assertEquals(
                List.of(), signs(Duration.ofHours(2), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3)));
    }

    @Test
    void should_say_nothing_when_the_task_has_run_but_once() {
        assertEquals(List.of(), signs(Duration.ofMinutes(7), Duration.ofHours(6)));
    }

    private static List<Sign> signs(Duration back, Duration... runsAgo) {
        List<RunFacts> runs = Stream.of(runsAgo)
                .map(ago -> new RunFacts(
                        "id-" + ago,
                        "a",
                        "",
                        NOW.minus(ago),
                        Duration.ofMillis(5),
                        Outcome.OK,
                        null,
                        null,
                        List.of("main"),
                        LineCounts.NONE))
                .toList();
        TaskFacts facts = new TaskFacts("a", "Timer", null, null, null, false, runs.size(), 0, 0, null, null);
        return Signs.PLAIN.of(
                new TaskHistory(facts, runs, List.of(), List.of()), NOW, new Reach(NOW.minus(back), 10_000, 3));
    }
}
