package dev.asyncz.agent.storage.redis;

import dev.asyncz.bootstrap.AgentThreads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the page that comes next while the one before it is looked at: the server works meanwhile. At most one page is
 * read in vain. For one thread.
 */
final class ReadAhead {
    private final Executor threads;
    private final Source source;
    private String asked = "";
    private @Nullable CompletableFuture<List<?>> coming;

    @FunctionalInterface
    interface Source {
        /** Reads up to {@code count} rows from {@code start} downwards. */
        List<?> read(String start, int count);
    }

    ReadAhead(Executor threads, Source source) {
        this.threads = threads;
        this.source = source;
    }

    /** Threads that come when they are wanted and are gone a second later; without a free one, nothing is read ahead. */
    static ThreadPoolExecutor threads() {
        return new ThreadPoolExecutor(
                0,
                2,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> AgentThreads.daemon("asyncz-redis-ahead", work));
    }

    List<?> read(String start, int count) {
        CompletableFuture<List<?>> page = start.equals(asked) ? coming : null;
        coming = null;
        if (page != null) {
            try {
                return page.join();
            } catch (CompletionException failed) {
                // Asked once more, it says itself why.
            }
        }
        return source.read(start, count);
    }

    /** Begins with the page that is read next, most likely. */
    void begin(String start, int count) {
        try {
            asked = start;
            coming = CompletableFuture.supplyAsync(() -> source.read(start, count), threads);
        } catch (RejectedExecutionException busyOrClosed) {
            coming = null;
        }
    }
}
