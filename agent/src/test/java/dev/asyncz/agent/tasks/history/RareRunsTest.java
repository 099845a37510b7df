package dev.asyncz.agent.tasks.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.TimeOrderedIds;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the runs of a task that runs seldom are written again. */
final class RareRunsTest {
    private static final int PATIENCE = 100;

    private final RingStorage storage = new RingStorage(100_000, 64 << 20);
    private final JvmWithRuns node = new JvmWithRuns(storage, "one");
    private final RareRuns rare = new RareRuns(node.tasks, storage, PATIENCE, node.millis::get);

    @AfterEach
    void disconnect() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_write_nothing_again_before_so_many_others_have_been_written() {
        node.run("daily", null);
        node.pass(2_000);
        assertEquals(List.of(), written());
        others(PATIENCE - 1);
        assertEquals(List.of(), written());
        others(1);

        List<LogEntry> again = written();
        assertEquals(List.of("daily"), again.stream().map(LogEntry::taskId).toList());
        assertEquals(true, RunRecord.isAgain(again.get(0)));
        assertEquals(List.of(), written(), "it was just written");
    }

    @Test
    void should_look_only_now_and_then() {
        node.run("daily", null);
        node.pass(2_000);
        written();
        others(PATIENCE);
        List<LogEntry> again = new ArrayList<>();
        node.millis.addAndGet(499);
        rare.write(again::add);
        assertEquals(List.of(), again);
        node.millis.addAndGet(1);
        rare.write(again::add);

        assertEquals(1, again.size());
    }

    @Test
    void should_count_a_record_with_a_long_exception_for_as_many_as_it_takes_the_room_of() {
        node.run("daily", null);
        node.pass(2_000);
        written();
        rare.written(
                RunRecord.again(storage.query(LogQuery.ALL.withTask("daily")).get(0), new TimeOrderedIds().next()));
        assertEquals(List.of(), written());
        LogEntry large = new LogEntry(
                new TimeOrderedIds().next(),
                Instant.now(),
                LogLevel.ERROR,
                "failed",
                "asyncz.run",
                "other",
                "run",
                Map.of(LogEntry.EXCEPTION, "x".repeat(PATIENCE * RareRuns.BYTES_A_RECORD)));
        rare.written(large);

        assertEquals(1, written().size());
    }

    @Test
    void should_write_the_newest_runs_again_the_oldest_of_them_first_each_as_it_ended() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < RareRuns.RUNS + 5; i++) {
            node.run("daily", i % 2 == 0 ? null : new IllegalStateException("boom"));
            node.pass(300);
            ids.add(node.tasks.runs("daily").get(0).id());
        }
        node.pass(2_000);
        written();
        others(PATIENCE);

        List<LogEntry> again = written();
        assertEquals(
                ids.subList(5, ids.size()), again.stream().map(LogEntry::runId).toList());
        assertEquals(
                15, again.stream().filter(entry -> entry.exception() != null).count());
    }

    private void others(int count) {
        LogEntry record = storage.query(LogQuery.ALL.withLimit(1)).get(0);
        for (int i = 0; i < count; i++) {
            rare.written(new LogEntry(
                    record.id(), record.ts(), record.level(), "other", "asyncz.run", "often", "run", record.extra()));
        }
    }

    /** What it writes half a second later. */
    private List<LogEntry> written() {
        node.millis.addAndGet(500);
        List<LogEntry> again = new ArrayList<>();
        rare.write(again::add);
        return again;
    }
}
