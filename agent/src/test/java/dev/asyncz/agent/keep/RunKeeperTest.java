package dev.asyncz.agent.keep;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunKeeperTest {
    private final RingStorage ring = new RingStorage(100, 1 << 20);
    private RunKeeper keeper = keeper(8 << 20, "");

    @Test
    void should_find_the_lines_of_the_last_runs_of_each_kind_whatever_was_logged_since() {
        for (int i = 0; i < 20; i++) {
            run("nightly", 3, i % 2 == 0);
        }
        chatter(1_000);

        assertEquals(7 * 3, find(LogQuery.ALL.withTask("nightly")).size());
    }

    @Test
    void should_keep_ten_times_as_much_of_a_favoured_task() {
        keeper = keeper(8 << 20, "import-*");
        for (int i = 0; i < 100; i++) {
            run("import-orders", 1, true);
        }
        chatter(1_000);

        assertEquals(50, find(LogQuery.ALL.withTask("import-orders")).size());
    }

    @Test
    void should_find_the_lines_of_a_run_under_way_from_its_start() {
        ARun run = new ARun("long");
        RunLines lines = begin(run);
        add(lines, run, 40);
        chatter(1_000);

        assertEquals(40, find(LogQuery.ALL.withRun(run.id())).size());
    }

    @Test
    void should_take_a_good_run_that_logs_an_error_late_for_one_that_went_wrong() {
        ARun late = new ARun("nightly");
        RunLines lines = begin(late);
        add(lines, late, 3);
        keeper.ended(lines, false);
        keeper.late(late.id(), late.line(LogLevel.ERROR, "late"));
        run("nightly", 3, false);
        run("nightly", 3, false);
        chatter(1_000);

        assertEquals(4, find(LogQuery.ALL.withRun(late.id())).size());
    }

    @Test
    void should_hold_nothing_of_what_turned_out_to_be_no_run() {
        ARun run = new ARun("nightly");
        RunLines lines = begin(run);
        add(lines, run, 3);

        keeper.skipped(lines);

        assertEquals(0, keeper.held().size());
    }

    @Test
    void should_leave_nothing_behind_of_many_short_runs() {
        for (int i = 0; i < 10_000; i++) {
            run("short", 1, false);
        }

        assertEquals(2, keeper.held().size());
    }

    @Test
    void should_keep_the_one_nightly_failure_beside_a_thousand_tasks_that_fail_all_the_time() {
        keeper = keeper(1 << 20, "");
        ARun nightly = begun("nightly", 60_000);
        RunLines lines = begin(nightly);
        add(lines, nightly, 40);
        keeper.ended(lines, true);
        for (int second = 0; second < 50; second++) {
            for (int task = 0; task < 1_000; task++) {
                ARun run = begun("t" + task, 50_000 - 1_000L * second);
                RunLines each = keeper.begin(run, null);
                if (each != null) {
                    add(each, run, 5);
                    keeper.ended(each, true);
                }
            }
            keeper.rank();
        }

        assertEquals(40, find(LogQuery.ALL.withTask("nightly")).size());
        long bytes = keeper.held().stream().mapToLong(RunLines::bytes).sum();
        assertTrue(bytes <= 1 << 20, bytes + " bytes");
        assertTrue(bytes > 1 << 19, bytes + " bytes");
    }

    @Test
    void should_rank_on_a_thread_of_its_own_what_the_application_hands_over() {
        keeper.start((what, cause) -> {
            throw new AssertionError(what, cause);
        });
        for (int i = 0; i < 20; i++) {
            ARun run = new ARun("nightly");
            RunLines lines = begin(run);
            add(lines, run, 3);
            keeper.ended(lines, false);
        }

        await().until(() -> keeper.held().size() == 2);
    }

    @Test
    void should_lose_no_run_that_finds_the_queue_full() {
        keeper = keeper(64 << 20, "");
        for (int task = 0; task < EndedRuns.MOST + 10; task++) {
            ARun run = new ARun("t" + task);
            RunLines lines = begin(run);
            add(lines, run, 1);
            keeper.ended(lines, true);
        }
        keeper.rank();

        assertEquals(
                List.of(),
                keeper.held().stream().filter(run -> !run.isSettled()).toList());
    }

    @Test
    void should_take_the_end_of_a_run_while_somebody_reads_its_lines() throws Exception {
        ARun run = new ARun("nightly");
        RunLines lines = begin(run);
        add(lines, run, 3);
        Thread ending = new Thread(() -> keeper.ended(lines, true));
        synchronized (lines) {
            ending.start();
            ending.join(10_000);
            assertFalse(ending.isAlive(), "waits for the reader");
        }
        keeper.rank();
        assertEquals(State.WRONG, lines.state());
    }

    @Test
    void should_count_lines_for_which_runs_under_way_leave_no_room() {
        keeper = keeper(1 << 20, "");
        for (int task = 0; keeper.refused() == 0 && task < 100_000; task++) {
            ARun run = new ARun("t" + task);
            RunLines lines = keeper.begin(run, null);
            if (lines != null) {
                add(lines, run, 5);
            }
        }

        assertEquals(1, keeper.refused());
    }

    private static RunKeeper keeper(long bytes, String favoured) {
        return new RunKeeper(new KeepBounds(5, 2, 2_000, bytes, new NamePatterns(favoured)));
    }

    private static ARun begun(String task, long millisAgo) {
        long millis = System.currentTimeMillis() - millisAgo;
        return new ARun(new TimeOrderedIds(() -> millis).next().toString(), task, millis);
    }

    private RunLines begin(ARun run) {
        return Objects.requireNonNull(keeper.begin(run, null));
    }

    private void run(String task, int count, boolean wrong) {
        ARun run = new ARun(task);
        RunLines lines = begin(run);
        add(lines, run, count);
        keeper.ended(lines, wrong);
        keeper.rank();
    }

    private void add(RunLines lines, ARun run, int count) {
        for (int i = 0; i < count; i++) {
            LogEntry line = run.line(LogLevel.INFO, "line " + i);
            lines.add(line);
            ring.append(line);
        }
    }

    private void chatter(int lines) {
        for (int i = 0; i < lines; i++) {
            ring.append(ARun.chatter("chatter " + i));
        }
    }

    private List<LogEntry> find(LogQuery query) {
        return new ArrayList<>(new KeptStorage(ring, keeper, null).query(query));
    }
}
