package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.line.ThrowableText;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.LiveSchedule;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.TaskPlan;
import dev.asyncz.bootstrap.run.UnobservedFailure;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.Map;

/** Tells the registry of every run, and makes a line of a failure that the application would never see. */
public final class RunReporter implements RunListener {
    /** The logger of the lines that the agent itself adds. */
    static final String LOGGER = "asyncz.task";

    private static final int MANY_ATTEMPTS = 10;

    private final TaskRegistry tasks;
    private final NamePatterns excluded;
    private final LineSink lines;

    /** @param lines where its own lines go */
    public RunReporter(TaskRegistry tasks, NamePatterns excluded, LineSink lines) {
        this.tasks = tasks;
        this.excluded = excluded;
        this.lines = lines;
    }

    @Override
    public boolean wants(String task) {
        return !excluded.contains(task);
    }

    @Override
    public void planned(TaskPlan plan) {
        tasks.planned(plan);
    }

    @Override
    public void begun(Run run) {
        tasks.begun(run);
    }

    @Override
    public void ended(Run run) {
        tasks.ended(run);
    }

    @Override
    public void held(String task, Reference<?> by) {
        tasks.held(task, by);
    }

    @Override
    public boolean hasRoom(String task) {
        return tasks.hasRoom(task);
    }

    @Override
    public void scheduled(String task, LiveSchedule schedule) {
        tasks.scheduled(task, schedule);
    }

    @Override
    public void pooled(String task, Reference<?> pool, int threads, boolean anywhere) {
        tasks.pooled(task, pool, threads, anywhere);
    }

    @Override
    public void closed(Object pool) {
        tasks.closed(pool);
    }

    @Override
    public void died(String task, long sinceMillis, Consequence consequence) {
        tasks.died(task, sinceMillis, consequence);
    }

    @Override
    public void attempted(Run run, int attempt, Throwable failure) {
        // One that tries again and again would fill the log with it.
        if (attempt <= MANY_ATTEMPTS || Integer.bitCount(attempt) == 1) {
            String exception = ThrowableText.of(failure);
            lines.line(
                    Instant.now(),
                    LogLevel.WARN,
                    run.task() + ": attempt " + attempt + " failed with " + firstLine(exception)
                            + "; the next one follows at once",
                    LOGGER,
                    run.task(),
                    run.id(),
                    extra(Thread.currentThread().getName(), exception));
        }
    }

    private static String firstLine(String exception) {
        return exception.lines().findFirst().orElse("an exception");
    }

    private static Map<String, Object> extra(String thread, String exception) {
        return Map.of("thread", BoundedName.of(thread), LogEntry.EXCEPTION, exception);
    }

    @Override
    public void swallowed(UnobservedFailure kept) {
        Throwable failure = kept.failure();
        String exception = failure == null ? kept.type() : ThrowableText.of(failure);
        lines.line(
                Instant.ofEpochMilli(kept.atMillis()),
                LogLevel.ERROR,
                kept.task() + " failed with " + firstLine(exception) + "; "
                        + kept.consequence().words(),
                LOGGER,
                kept.task(),
                kept.runId(),
                extra(kept.thread(), exception));
    }
}
