package dev.asyncz.agent.tasks.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.history.RunRecord.Last;
import dev.asyncz.agent.tasks.history.Starts.Start;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How other JVMs are, by what they have written. */
final class ProcessesTest {
    private static final long NOW = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();

    private final Processes processes = new Processes(true);

    ProcessesTest() {
        processes.at(NOW);
    }

    @Test
    void should_take_a_process_for_alive_until_three_signs_are_missing() {
        heard("a", NOW - Processes.SILENT_MILLIS + 1);
        heard("b", NOW - Processes.SILENT_MILLIS);

        assertEquals(Life.LIVES, processes.life("a"));
        assertTrue(processes.isAlive("a"));
        assertEquals(Life.SILENT, processes.life("b"));
        assertFalse(processes.isAlive("b"));
        assertEquals(Life.SILENT, processes.life("never heard of"));
        assertEquals(0, processes.heard("never heard of"));
        assertEquals("", processes.node("never heard of"));
    }

    @Test
    void should_take_nobody_else_for_alive_where_the_storage_is_not_shared() {
        Processes alone = new Processes(false);
        alone.at(NOW);
        alone.heard(record("a", Last.NO), "node-a", NOW);

        assertEquals(Life.SILENT, alone.life("a"));
    }

    @Test
    void should_believe_a_process_that_says_how_it_ends_whatever_comes_in_late() {
        processes.heard(record("stopped", Last.STOPPED), "n", NOW);
        processes.heard(record("finished", Last.FINISHED), "n", NOW);
        heard("stopped", NOW);

        assertEquals(Life.STOPPED, processes.life("stopped"));
        assertEquals(Life.FINISHED, processes.life("finished"));
    }

    @Test
    void should_remember_the_latest_word_and_the_name_that_was_told_last() {
        heard("a", NOW - 10);
        heard("a", NOW - 20);
        assertEquals(NOW - 10, processes.heard("a"));
        processes.heard(record("a", Last.NO), "", NOW - 5);
        assertEquals("node-a", processes.node("a"), "one that has no name says nothing of it");
        processes.heard(record("a", Last.NO), "renamed", NOW - 5);

        assertEquals("renamed", processes.node("a"));
    }

    @Test
    void should_see_this_process_as_the_one_that_came_back_where_it_has_the_node_and_a_task() {
        long gone = NOW - 2 * Processes.SILENT_MILLIS;
        heard("a", gone);
        processes.has("a", "nightly");
        processes.has("a", "hourly");

        assertTrue(processes.cameBack("a", "node-a", gone, Set.of("nightly", "other")));
        assertFalse(
                processes.cameBack("a", "node-a", gone - 1, Set.of("nightly")),
                "it began before the other fell silent");
        assertFalse(processes.cameBack("a", "node-b", NOW, Set.of("nightly")));
        assertFalse(processes.cameBack("a", "node-a", NOW, Set.of("other")));
        assertFalse(processes.cameBack("never heard of", "node-a", NOW, Set.of("nightly")));
    }

    @Test
    void should_see_another_process_as_the_one_that_came_back() {
        long gone = NOW - 2 * Processes.SILENT_MILLIS;
        heard("a", gone);
        processes.has("a", "nightly");
        processes.heard(record("later", Last.NO), "node-a", gone + 1);
        assertFalse(processes.cameBack("a", "", NOW, Set.of()), "it has none of its tasks");
        processes.has("later", "nightly");

        assertTrue(processes.cameBack("a", "", NOW, Set.of()));
        assertFalse(processes.cameBack("later", "", NOW, Set.of()), "nobody came after it");
    }

    @Test
    void should_not_see_one_as_come_back_that_lives() {
        heard("a", NOW);
        processes.has("a", "nightly");

        assertFalse(processes.cameBack("a", "node-a", NOW, Set.of("nightly")));
    }

    @Test
    void should_tell_when_each_was_started_the_oldest_first_and_which_were_started_again() {
        UUID named = new UUID(NOW - 9_000 << 16 | 0x7000, 1L << 63);
        assertEquals(NOW - 9_000, TimeOrderedIds.millis(named));
        heard("of an older version", NOW - 5_000);
        processes.heard(record(named.toString(), Last.NO), "node-a", NOW - 8_000);
        processes.heard(record(new UUID(0x4000, 1L << 63).toString(), Last.STOPPED), "node-b", NOW - 7_000);

        assertEquals(
                List.of(
                        new Start(Instant.ofEpochMilli(NOW - 9_000), "node-a", false, true),
                        new Start(Instant.ofEpochMilli(NOW - 7_000), "node-b", false, false),
                        new Start(Instant.ofEpochMilli(NOW - 5_000), "node-a", true, true)),
                processes.starts());
    }

    @Test
    void should_know_a_bounded_number_and_go_on_hearing_of_those() {
        for (int i = 0; i < 10_001; i++) {
            heard("process-" + i, NOW - 100);
        }
        heard("process-9999", NOW);

        assertEquals(10_000, processes.starts().size());
        assertEquals(Life.SILENT, processes.life("process-10000"));
        assertEquals(NOW, processes.heard("process-9999"));
    }

    private void heard(String process, long millis) {
        processes.heard(record(process, Last.NO), "node-a", millis);
    }

    private static RunRecord record(String process, Last last) {
        return new RunRecord(process, null, null, 0, 0, last);
    }
}
