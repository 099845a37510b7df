package dev.asyncz.agent.tasks.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.tasks.history.Starts.Start;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final Start dead = start(-600, "shop-1", false);
    private final Start other = start(-60, "shop-2", true);

    @Test
    void should_find_the_newest_start_between_two_lines() {
        Starts starts = Starts.of(NOON, "shop-1", true, List.of(dead, other));

        assertEquals(other, starts.between(NOON.minusSeconds(700), NOON.minusSeconds(1)));
        assertEquals(new Start(NOON, "shop-1", true, true), starts.between(NOON.minusSeconds(1), NOON));
        assertNull(starts.between(NOON, NOON.plusSeconds(1)));
        assertNull(Starts.UNKNOWN.between(Instant.MIN, Instant.MAX));
    }

    @Test
    void should_mean_its_own_start_or_that_of_the_newest_that_lives_where_it_runs_nothing() {
        assertEquals(NOON, Starts.of(NOON, "shop-1", true, List.of(dead, other)).last());
        assertEquals(
                other.at(), Starts.of(NOON, "", false, List.of(dead, other)).last());
        assertEquals(NOON, Starts.of(NOON, "", false, List.of(dead)).last());
    }

    @Test
    void should_know_when_this_process_began() {
        Instant began =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

        Duration apart = Duration.between(Starts.ofProcess(), began);
        assertTrue(
                apart.compareTo(Duration.ofSeconds(-1)) > 0 && apart.compareTo(Duration.ofSeconds(10)) < 0,
                () -> apart + " apart");
    }

    private static Start start(long seconds, String node, boolean lives) {
        return new Start(NOON.plusSeconds(seconds), node, false, lives);
    }
}
