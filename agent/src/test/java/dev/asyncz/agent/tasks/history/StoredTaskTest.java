package dev.asyncz.agent.tasks.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunRecord.Last;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of a task that other JVMs run. */
final class StoredTaskTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final StoredTask task = new StoredTask(facts(null, null));
    private final Processes processes = new Processes(true);

    @Test
    void should_count_those_that_were_not_written_down_as_well() {
        assertTrue(task.isEmpty());
        add("a", run(1, Outcome.OK, LineCounts.NONE), 7, 2);
        add("a", run(2, Outcome.FAILED, LineCounts.NONE), 0, 0);
        add("a", run(3, Outcome.RUNNING, LineCounts.NONE), 0, 0);

        assertEquals(10, task.ended());
        assertEquals(3, task.failed());
        assertFalse(task.isEmpty());
        Map<String, Integer> open = new HashMap<>();
        task.countOpen(open);
        assertEquals(Map.of("a", 1), open);
    }

    @Test
    void should_show_a_run_cut_short_whose_process_is_gone_until_it_ends_after_all() {
        add("a", run(1, Outcome.RUNNING, LineCounts.NONE), 0, 0);
        long open = task.version();
        assertTrue(task.changedSince(open), "silence may end it");
        assertEquals(List.of("1 RUNNING"), seen(true));
        assertEquals(List.of("1 CUT_SHORT"), seen(false));
        add("a", run(1, Outcome.OK, LineCounts.NONE), 0, 0);

        assertEquals(List.of("1 OK"), seen(false));
        assertTrue(task.changedSince(open));
        assertFalse(task.changedSince(task.version()));
        assertEquals(1, task.ended());
    }

    @Test
    void should_take_a_run_again_that_has_logged_since_and_no_copy_of_an_older_record() {
        add("a", run(1, Outcome.OK, lines(5, 0)), 0, 0);
        add("a", run(1, Outcome.ERRORS, lines(5, 1)), 0, 0);
        assertEquals(List.of("1 ERRORS"), seen(true));
        add("a", run(1, Outcome.OK, lines(6, 0)), 0, 0);
        assertEquals(List.of("1 ERRORS"), seen(true), "as many lines as are known");
        add("a", run(1, Outcome.RUNNING, lines(9, 0)), 0, 0);

        assertEquals(List.of("1 ERRORS"), seen(true), "it is over");
        assertEquals(1, task.ended());
    }

    @Test
    void should_keep_the_last_run_that_was_ok_beside_the_newest() {
        add("a", run(1, Outcome.OK, LineCounts.NONE), 0, 0);
        add("a", run(2, Outcome.OK, lines(1, 0)), 0, 0);
        for (int i = 3; i < 3 + TaskRegistry.MAX_RUNS; i++) {
            add("a", run(i, Outcome.FAILED, LineCounts.NONE), 0, 0);
        }

        List<String> seen = seen(true);
        assertEquals(TaskRegistry.MAX_RUNS + 1, seen.size());
        assertEquals("2 OK", seen.get(0));
        assertEquals("3 FAILED", seen.get(1));
    }

    @Test
    void should_look_for_another_good_run_once_the_last_one_turned_out_to_be_none() {
        add("a", run(1, Outcome.OK, LineCounts.NONE), 0, 0);
        add("a", run(2, Outcome.OK, LineCounts.NONE), 0, 0);
        add("a", run(2, Outcome.ERRORS, lines(0, 1)), 0, 0);
        for (int i = 3; i < 1 + TaskRegistry.MAX_RUNS; i++) {
            add("a", run(i, Outcome.FAILED, LineCounts.NONE), 0, 0);
        }
        assertEquals("1 OK", seen(true).get(0));
        add("a", run(500, Outcome.FAILED, LineCounts.NONE), 0, 0);

        assertEquals(List.of("1 OK", "2 ERRORS", "3 FAILED"), seen(true).subList(0, 3));
    }

    @Test
    void should_keep_a_bounded_number_of_runs_under_way() {
        for (int i = 0; i < TaskRegistry.MAX_RUNS + 1; i++) {
            add("a", run(i, Outcome.RUNNING, LineCounts.NONE), 0, 0);
        }

        assertEquals(TaskRegistry.MAX_RUNS, seen(true).size());
        assertEquals("1 RUNNING", seen(true).get(0));
    }

    @Test
    void should_believe_the_last_word_of_a_process_and_keep_its_next_time_through_the_run_that_was_due() {
        Instant due = NOON.plusSeconds(60);
        plans("a", due, null, 1_000);
        plans("a", NOON, null, 999);
        assertEquals(due, nodes().get(0).due(), "an older word came late");
        RunFacts begun = run(1, Outcome.RUNNING, LineCounts.NONE);
        task.told(record("a", begun, facts(null, null), 0, 0), facts(null, null), 2_000);
        assertEquals(due, nodes().get(0).due());
        plans("a", null, null, 3_000);

        assertNull(nodes().get(0).due(), "it says that nothing is to come");
    }

    @Test
    void should_know_since_when_a_process_says_that_its_task_died() {
        plans("a", null, "never runs again", 1_000);
        plans("a", null, "never runs again", 2_000);

        assertEquals("never runs again", nodes().get(0).death());
        assertEquals(Instant.ofEpochMilli(1_000), nodes().get(0).died());
        plans("a", NOON, null, 3_000);
        assertNull(nodes().get(0).died());
        plans("a", null, "never runs again", 4_000);
        assertEquals(Instant.ofEpochMilli(4_000), nodes().get(0).died());
    }

    @Test
    void should_keep_the_latest_of_very_many_processes_the_one_heard_last_first() {
        for (int i = 0; i < 101; i++) {
            String process = "process-" + i;
            processes.heard(record(process, null, facts(null, null), 0, 0), "node-" + i, 1_000 + i);
            plans(process, NOON, null, 1_000 + i);
        }

        assertEquals(100, nodes().size());
        assertEquals("node-100", nodes().get(0).node());
        assertEquals("node-1", nodes().get(99).node());
    }

    private void add(String process, RunFacts run, long more, long moreFailed) {
        TaskFacts facts = facts(null, null);
        task.add(record(process, run, facts, more, moreFailed), run, facts);
    }

    private void plans(String process, @Nullable Instant due, @Nullable String death, long millis) {
        TaskFacts facts = facts(due, death);
        task.told(record(process, null, facts, 0, 0), facts, millis);
    }

    private List<NodeTask> nodes() {
        return task.nodes(processes, process -> false, Map.of());
    }

    /** Number and outcome of each run, the oldest first. */
    private List<String> seen(boolean alive) {
        List<RunFacts> runs = new ArrayList<>(task.runs(process -> alive));
        runs.sort(Comparator.comparing(RunFacts::id));
        return runs.stream()
                .map(run -> Integer.parseInt(run.id()) + " " + run.outcome())
                .toList();
    }

    private static RunRecord record(
            String process, @Nullable RunFacts run, TaskFacts facts, long more, long moreFailed) {
        return new RunRecord(process, run, facts, more, moreFailed, Last.NO);
    }

    private static LineCounts lines(int info, int error) {
        return new LineCounts(0, 0, info, 0, error);
    }

    private static TaskFacts facts(@Nullable Instant next, @Nullable String death) {
        return new TaskFacts("a", "Spring", "every 5 s", next, null, false, 0, 0, 0, null, death);
    }

    private static RunFacts run(int number, Outcome outcome, LineCounts lines) {
        Duration took = outcome.isOver() ? Duration.ofSeconds(1) : null;
        String id = String.format("%05d", number);
        return new RunFacts(id, "a", "n", NOON, took, outcome, null, null, List.of("main"), lines);
    }
}
