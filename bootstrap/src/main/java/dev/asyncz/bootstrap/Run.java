package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/** One execution of a task. Shared by every thread that works for it. */
public final class Run {
    private final String task;
    private final String scheduler;
    private final String id;
    private final long startedMillis;
    private final long startedNanos;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Object contextData;

    Run(String task, String scheduler, String id, long startedMillis, long startedNanos) {
        this.task = task;
        this.scheduler = scheduler;
        this.id = id;
        this.startedMillis = startedMillis;
        this.startedNanos = startedNanos;
    }

    /** The task's name, the same from one start of the application to the next. */
    public String task() {
        return task;
    }

    /** Who runs it: Spring, Quartz, java.util.Timer, … */
    public String scheduler() {
        return scheduler;
    }

    /** A UUIDv7 in its usual text form. */
    public String id() {
        return id;
    }

    /** Epoch milliseconds of its beginning. */
    public long startedMillis() {
        return startedMillis;
    }

    /** {@link System#nanoTime} of its beginning. */
    public long startedNanos() {
        return startedNanos;
    }

    /** What ended it; null for a run that has not failed (yet). */
    public @Nullable Throwable failure() {
        return failure;
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    /** A logging bridge's ready-made context data with this run's ids; null until one is kept. */
    public @Nullable Object contextData() {
        return contextData;
    }

    /** Keeps context data for the next line of this run; whoever reads it checks the type, as bridges differ. */
    public void keepContextData(Object data) {
        contextData = data;
    }
}
