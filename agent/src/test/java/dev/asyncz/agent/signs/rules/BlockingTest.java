package dev.asyncz.agent.signs.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.NodeTask.PoolUsage;
import dev.asyncz.agent.tasks.NodeTask.Waiting;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which run is said to hold the threads that others wait for. */
class BlockingTest extends TaskOnNodes {
    @Test
    void should_say_once_who_holds_the_threads_and_who_waits() {
        schedule = "2 s after each run";
        RunFacts holder = fact("", NOW.minusSeconds(500), null, Outcome.RUNNING);
        List<Waiting> others = List.of(
                new Waiting("b", "every 12 s", NOW.minusSeconds(400), false),
                new Waiting("c", "every 12 s", NOW.minusSeconds(300), false),
                new Waiting("later", "every 12 s", now.plusSeconds(2), false));
        nodes.add(here(null, new PoolUsage(1, 1, List.of(holder), others)));
        runs.add(holder);

        assertEquals(List.of(Kind.BLOCKING), kinds());
        assertEquals(
                "It has held the only thread of its scheduler since 03:01:40 UTC; 2 tasks wait for one: b, c",
                only().sentence());
    }

    @Test
    void should_say_nothing_at_those_that_wait_for_a_run() {
        schedule = "every 12 s";
        RunFacts holder =
                new RunFacts("1", "x", "", NOW, null, Outcome.RUNNING, null, null, List.of("t"), LineCounts.NONE);
        nodes.add(here(THREE, new PoolUsage(1, 1, List.of(holder), List.of())));
        assertEquals(List.of(), kinds());

        nodes.clear();
        nodes.add(here(THREE, new PoolUsage(1, 1, List.of(), List.of())));
        assertEquals(List.of(Kind.NEVER_RAN), kinds());
        assertTrue(only().sentence().contains("busy with work that is no run"), only()::sentence);
        nodes.clear();
        nodes.add(here(THREE, new PoolUsage(2, 1, List.of(holder), List.of())));
        assertEquals(List.of(Kind.NEVER_RAN), kinds());
    }

    private NodeTask here(@Nullable Instant due, PoolUsage usage) {
        return new NodeTask("", Life.HERE, now, false, schedule, due, null, null, 0, usage);
    }
}
