package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Runs of long ago, written down as a JVM that is gone has done. */
public final class WrittenRuns {
    private static final String PROCESS = UUID.randomUUID().toString();

    private WrittenRuns() {}

    /** A run that began then; of no failure but an I/O one. */
    public static RunFacts run(String task, String node, Instant started, Outcome outcome, long millis) {
        return new RunFacts(
                idAt(started),
                task,
                node,
                started,
                Duration.ofMillis(millis),
                outcome,
                outcome == Outcome.FAILED ? "java.io.IOException: disk full" : null,
                null,
                List.of("main"),
                LineCounts.NONE);
    }

    public static void write(LogStorage storage, RunFacts run) {
        TaskFacts task = new TaskFacts(run.task(), "Timer", null, null, null, false, 0, 0, 0, null, null);
        RunRecord record = new RunRecord(PROCESS, run, task, 0, 0, RunRecord.Last.NO);
        storage.append(record.entry(UUID.fromString(idAt(run.started())), run.started(), run.node()));
    }

    private static String idAt(Instant time) {
        return new TimeOrderedIds(time::toEpochMilli).next().toString();
    }
}
