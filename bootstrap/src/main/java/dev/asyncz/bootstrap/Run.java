package dev.asyncz.bootstrap;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One execution of a task. Shared by every thread that works for it. */
public final class Run {
    private static final AtomicReferenceFieldUpdater<Run, RunThreads> THREADS =
            AtomicReferenceFieldUpdater.newUpdater(Run.class, RunThreads.class, "threads");

    private static final AtomicIntegerFieldUpdater<Run> PARTS =
            AtomicIntegerFieldUpdater.newUpdater(Run.class, "parts");

    private final TaskPlan plan;
    private final String id;
    private final long startedMillis;
    private final long startedNanos;
    private volatile @Nullable Throwable failure;
    private volatile boolean skipped;
    private volatile boolean guarded;
    private volatile @Nullable Object contextData;
    private volatile @Nullable Map<String, String> context;
    private volatile @Nullable Object tracked;
    private volatile RunThreads threads;
    private volatile int parts = 1;

    Run(TaskPlan plan, String id, long startedMillis, long startedNanos) {
        this.plan = plan;
        this.id = id;
        this.startedMillis = startedMillis;
        this.startedNanos = startedNanos;
        this.threads = RunThreads.of(Thread.currentThread());
    }

    /** The task's name, the same from one start of the application to the next. */
    public String task() {
        return plan.task();
    }

    /** Who runs it: Spring, Quartz, java.util.Timer, … */
    public String scheduler() {
        return plan.scheduler();
    }

    /** What its scheduler says of the task. */
    public TaskPlan plan() {
        return plan;
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

    /** Whether the task was not done after all, as another node holds its lock: it is not to be counted. */
    public boolean skipped() {
        return skipped;
    }

    void skip() {
        skipped = true;
    }

    /** One part more has to end before the run is over: at first there is what its scheduler calls. */
    void addPart() {
        PARTS.incrementAndGet(this);
    }

    /** A part ends. True if the run is over by that. */
    boolean endPart() {
        return PARTS.decrementAndGet(this) == 0;
    }

    /** Ends the run, whatever part of it goes on. True if it was not over yet. */
    boolean endAll() {
        return parts > 0 && PARTS.getAndSet(this, Integer.MIN_VALUE) > 0;
    }

    /** Whether all its work waits for a lock that is about to be asked for. */
    boolean isGuarded() {
        return guarded;
    }

    void guard(boolean whether) {
        guarded = whether;
    }

    /** A logging bridge's ready-made context data with this run's ids; null until one is kept. */
    public @Nullable Object contextData() {
        return contextData;
    }

    /** Keeps context data for the next line of this run; whoever reads it checks the type, as bridges differ. */
    public void keepContextData(Object data) {
        contextData = data;
    }

    /** What the listener keeps of this run; null until it does, for {@link RunListener#begun}. */
    public @Nullable Object tracked() {
        return tracked;
    }

    /** Called by the listener, once. */
    public void track(Object kept) {
        tracked = kept;
    }

    /** Who has worked for it so far. */
    public RunThreads threads() {
        return threads;
    }

    /** Notes that the current thread works for it. */
    void joined() {
        Thread thread = Thread.currentThread();
        RunThreads before = threads;
        RunThreads after = before.with(thread);
        while (after != before && !THREADS.compareAndSet(this, before, after)) {
            before = threads;
            after = before.with(thread);
        }
    }

    /** The context of a line that has no other: most lines share it. Immutable. */
    Map<String, String> context() {
        Map<String, String> known = context;
        if (known == null) {
            known = new LinkedHashMap<>();
            known.put(TaskKeys.TASK_ID, task());
            known.put(TaskKeys.RUN_ID, id());
            known = Collections.unmodifiableMap(known); // Not Map.of, which throws when it is asked for null.
            context = known;
        }
        return known;
    }
}
