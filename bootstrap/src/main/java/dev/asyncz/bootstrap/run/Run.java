package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.TaskKeys;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a task. Shared by every thread that works for it, and kept by threads that outlive it: once it has
 * ended it holds texts and numbers alone, nothing of the application.
 */
public final class Run {
    private static final AtomicReferenceFieldUpdater<Run, RunThreads> THREADS =
            AtomicReferenceFieldUpdater.newUpdater(Run.class, RunThreads.class, "threads");

    private static final AtomicIntegerFieldUpdater<Run> PARTS =
            AtomicIntegerFieldUpdater.newUpdater(Run.class, "parts");

    private final TaskPlan plan;
    private final String id;
    private final long startedMillis;
    private final long startedNanos;
    private final RunBinding binding = RunBinding.of(this);
    private volatile @Nullable Run outer;
    private volatile @Nullable Throwable failure;

    /** What the failure was, once the run has ended. */
    private volatile @Nullable Reference<Throwable> oldFailure;

    private volatile boolean skipped;
    private volatile boolean cancelled;
    private volatile @Nullable FutureHandle handle;
    private volatile boolean guarded;
    private volatile @Nullable Object contextData;
    private volatile @Nullable Map<String, String> context;
    private volatile @Nullable Object tracked;
    private volatile RunThreads threads;
    private volatile int parts = 1;
    private volatile long endedNanos;
    private volatile @Nullable Run afterwards;

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

    /**
     * Stands for a task whose run has ended long ago: what still goes on belongs to the task, and to no run.
     *
     * @param ended a run of the task
     */
    private Run(Run ended) {
        this(ended.plan, "", ended.startedMillis, ended.startedNanos);
        this.threads = RunThreads.NONE;
    }

    /** Of who works for it. */
    RunBinding binding() {
        return binding;
    }

    /** What goes on for too long after its end to be called a part of it. */
    Run afterwards() {
        if (id.isEmpty()) {
            return this;
        }
        Run known = afterwards;
        if (known == null) {
            known = new Run(this);
            afterwards = known;
        }
        return known;
    }

    /** Whether all its parts have ended. Work that it has handed over may go on. */
    public boolean isOver() {
        return parts <= 0;
    }

    /** Whether it has ended that long ago. */
    public boolean isOverFor(long nanos) {
        return isOver() && endedNanos != 0 && System.nanoTime() - endedNanos > nanos;
    }

    /** Lets go of all that is the application's, after the end is told. */
    void letGo() {
        Throwable cause = failure;
        oldFailure = cause == null ? null : new WeakReference<>(cause);
        failure = null;
        contextData = null;
        tracked = null;
        outer = null;
        threads = RunThreads.NONE;
        long now = System.nanoTime();
        endedNanos = now == 0 ? 1 : now;
    }

    /** A UUIDv7 in its usual text form; empty for what goes on after the runs of its task. */
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

    /** What ended it; null for a run that has not failed (yet), and, some time after its end, for any. */
    public @Nullable Throwable failure() {
        Throwable cause = failure;
        Reference<Throwable> old = oldFailure;
        return cause != null || old == null ? cause : old.get();
    }

    /** What fails after the end is not its end. */
    public void fail(Throwable cause) {
        if (!isOver() && !id.isEmpty()) {
            failure = cause;
        }
    }

    /** It goes on with another attempt, whatever became of the one before. */
    public void tryAgain() {
        failure = null;
    }

    /** Whether the task was not done after all, as another node holds its lock: it is not to be counted. */
    public boolean skipped() {
        return skipped;
    }

    public void skip() {
        skipped = true;
    }

    /** Whether the application itself has cancelled it while it ran. */
    public boolean cancelled() {
        return cancelled;
    }

    /** What its scheduler holds it by. */
    void heldBy(FutureHandle by) {
        handle = by;
    }

    /** By what its scheduler holds its task; null if that is not known. */
    public @Nullable Future<?> future() {
        FutureHandle known = handle;
        return known == null ? null : known.future();
    }

    /** Whether the application has ended it already, so that an exception is no death. */
    public boolean isEndedBefore(Throwable cause) {
        FutureHandle known = handle;
        return known != null && known.isEnded(cause);
    }

    /** Takes what ends it: an exception, or the interrupt by which the application cancels it. */
    void endBy(Throwable cause) {
        if (isEndedBefore(cause) && FutureHandle.isInterruption(cause)) {
            cancelled = true;
        } else {
            fail(cause);
        }
    }

    /** One part more has to end before the run is over: at first there is what its scheduler calls. */
    public void addPart() {
        PARTS.incrementAndGet(this);
    }

    /** A part ends. True if the run is over by that. */
    public boolean endPart() {
        return PARTS.decrementAndGet(this) == 0;
    }

    /** Ends the run, whatever part of it goes on. True if it was not over yet. */
    boolean endAll() {
        return parts > 0 && PARTS.getAndSet(this, Integer.MIN_VALUE) > 0;
    }

    /** Whether all its work waits for a lock that is about to be asked for. */
    public boolean isGuarded() {
        return guarded;
    }

    public void guard(boolean whether) {
        guarded = whether;
    }

    /** A logging bridge's ready-made context data with this run's ids; null until one is kept. */
    public @Nullable Object contextData() {
        return contextData;
    }

    /** Keeps context data for the next line of this run; whoever reads it checks the type, as bridges differ. */
    public void keepContextData(Object data) {
        contextData = data;
        if (isOver() || id.isEmpty()) {
            // A thread that outlives the run would keep the loader of the data's class.
            contextData = null;
        }
    }

    /** What the listener keeps of this run while it goes on; null before {@link RunListener#begun}. */
    public @Nullable Object tracked() {
        return tracked;
    }

    /** Called by the listener, once. */
    public void track(Object kept) {
        tracked = kept;
    }

    /** The run that has begun this one, until this one ends; null for none. */
    public @Nullable Run outer() {
        return outer;
    }

    /** What was current as it began; what is over has no part in it. */
    void within(@Nullable Run current) {
        outer = current == null || current.isOver() || current.id.isEmpty() ? null : current;
    }

    /** Who has worked for it so far. */
    public RunThreads threads() {
        return threads;
    }

    /** Notes that the current thread works for it. */
    void joined() {
        if (isOver() || id.isEmpty()) {
            return;
        }
        Thread thread = Thread.currentThread();
        RunThreads before = threads;
        RunThreads after = before.with(thread);
        while (after != before && !THREADS.compareAndSet(this, before, after)) {
            before = threads;
            after = before.with(thread);
        }
    }

    /** The context of a line that has no other: most lines share it. Immutable. */
    public Map<String, String> context() {
        Map<String, String> known = context;
        if (known == null) {
            known = new LinkedHashMap<>();
            known.put(TaskKeys.TASK_ID, task());
            if (!id.isEmpty()) {
                known.put(TaskKeys.RUN_ID, id);
            }
            known = Collections.unmodifiableMap(known); // Not Map.of, which throws when it is asked for null.
            context = known;
        }
        return known;
    }
}
