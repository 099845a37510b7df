package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.Run;
import dev.asyncz.bootstrap.RunListener;
import dev.asyncz.bootstrap.TaskPlan;
import dev.asyncz.bootstrap.ThrowableText;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.Map;

/** Tells the registry of every run, and makes a line of a failure that the application would never see. */
public final class RunReporter implements RunListener {
    /** The logger of the lines that the agent itself adds. */
    static final String LOGGER = "asyncz.task";

    private final TaskRegistry tasks;
    private final ExcludedTasks excluded;
    private final LineSink lines;

    /** @param lines where its own lines go */
    public RunReporter(TaskRegistry tasks, ExcludedTasks excluded, LineSink lines) {
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
    public void pooled(String task, Reference<?> pool, int threads, boolean anywhere) {
        tasks.pooled(task, pool, threads, anywhere);
    }

    @Override
    public void closed(Object pool) {
        tasks.closed(pool);
    }

    @Override
    public void died(Run run, String consequence) {
        tasks.died(run, consequence);
    }

    @Override
    public void swallowed(Run run, Throwable failure, String consequence) {
        String exception = ThrowableText.of(failure);
        String what = exception.lines().findFirst().orElse("an exception");
        lines.line(
                Instant.now(),
                LogLevel.ERROR,
                run.task() + " failed with " + what + "; " + consequence,
                LOGGER,
                run.task(),
                run.id(),
                Map.of("thread", BoundedName.of(Thread.currentThread().getName()), LogEntry.EXCEPTION, exception));
    }
}
