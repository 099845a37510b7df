package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.Hub;
import java.lang.ref.WeakReference;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * By what a scheduler holds a piece of work. It tells whether the application itself has ended it: an exception that
 * comes after that is an end, and no death. Holds nothing of the application alive; for any thread.
 */
public final class FutureHandle {
    private static final int MAX_CAUSES = 20;

    private volatile @Nullable WeakReference<Future<?>> future;
    private volatile @Nullable WeakReference<ExecutorService> executor;
    private volatile boolean ended;

    /** Called once, as soon as the future is made. */
    public void by(Future<?> task, @Nullable ExecutorService of) {
        executor = of == null ? null : new WeakReference<>(of);
        future = new WeakReference<>(task);
    }

    /** What holds it is closed: the threads that run it are interrupted. */
    public void end() {
        ended = true;
    }

    /** Where the application may ask how the work ended; null if it is not known, or nobody has it any more. */
    public @Nullable Future<?> future() {
        WeakReference<Future<?>> known = future;
        return known == null ? null : known.get();
    }

    /** Whether the application has cancelled the work, or shut its executor down. Never throws. */
    public boolean isEnded(Throwable failure) {
        try {
            return isEndedBefore(failure);
        } catch (Throwable t) { // An executor may be of the application's own.
            Hub.failed("whether the application has ended a task could not be seen; it may be told as dead", t);
            return false;
        }
    }

    private boolean isEndedBefore(Throwable failure) {
        if (ended) {
            return isInterruption(failure);
        }
        Future<?> task = future();
        if (task != null && task.isCancelled()) {
            return true;
        }
        WeakReference<ExecutorService> known = executor;
        ExecutorService service = known == null ? null : known.get();
        if (service == null || !service.isShutdown()) {
            return false;
        }
        // It may be told to go on with periodic tasks until shutdownNow, which interrupts them.
        return isInterruption(failure)
                || !(service instanceof ScheduledThreadPoolExecutor pool)
                || !pool.getContinueExistingPeriodicTasksAfterShutdownPolicy();
    }

    /** Whether an exception says that the work was interrupted or cancelled, or follows from that. */
    static boolean isInterruption(@Nullable Throwable failure) {
        Throwable each = failure;
        for (int i = 0; each != null && i < MAX_CAUSES; i++) {
            if (each instanceof InterruptedException
                    || each instanceof CancellationException
                    || each instanceof ClosedByInterruptException
                    || each instanceof java.io.InterruptedIOException) {
                return true;
            }
            each = each.getCause();
        }
        return Thread.currentThread().isInterrupted();
    }
}
