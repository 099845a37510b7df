package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs that have begun some minutes before noon. */
final class SampleRuns {
    static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    /** Noon, by UTC. */
    static final PageTime NOW = new PageTime(NOON, TimeStyle.UTC);

    private SampleRuns() {}

    static RunFacts ok(double minutesAgo, long millis) {
        return run(minutesAgo, Outcome.OK, millis);
    }

    /** @param millis how long it took; of no account for one that has no known end */
    static RunFacts run(double minutesAgo, Outcome outcome, long millis) {
        boolean endless = outcome == Outcome.RUNNING || outcome == Outcome.CUT_SHORT;
        Instant started = NOON.minusMillis(Math.round(minutesAgo * 60_000));
        return new RunFacts(
                new TimeOrderedIds(started::toEpochMilli).next().toString(),
                "a.Task",
                "",
                started,
                endless ? null : Duration.ofMillis(millis),
                outcome,
                outcome == Outcome.FAILED ? "java.io.IOException: disk full" : null,
                null,
                List.of("main"),
                LineCounts.NONE);
    }

    static RunFacts with(RunFacts run, String node, LineCounts lines, List<String> threads) {
        return new RunFacts(
                run.id(),
                run.task(),
                node,
                run.started(),
                run.duration(),
                run.outcome(),
                run.failure(),
                run.exception(),
                threads,
                lines);
    }

    /** As many that were OK, a minute after each other, the last one a minute before noon; that one first. */
    static List<RunFacts> row(int count, long millis) {
        List<RunFacts> runs = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            runs.add(ok(i, millis));
        }
        return runs;
    }

    static TaskHistory task(String id, List<RunFacts> runs) {
        return task(id, runs, runs.size(), null);
    }

    static TaskHistory task(String id, List<RunFacts> runs, long count, @Nullable Instant next) {
        long failures =
                runs.stream().filter(run -> run.outcome() == Outcome.FAILED).count();
        long running =
                runs.stream().filter(run -> run.outcome() == Outcome.RUNNING).count();
        TaskFacts facts = new TaskFacts(
                id,
                "Timer",
                null,
                next,
                null,
                false,
                count,
                failures,
                running,
                runs.isEmpty() ? null : runs.get(0),
                null);
        return new TaskHistory(facts, runs, List.of(), List.of());
    }
}
