package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.keep.Reaching;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.AgentThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The asking side of a storage that does I/O: a query that takes too long is given up, so that a storage which hangs
 * takes neither page nor application with it.
 */
public final class AskedStorage implements LogStorage, Reaching {
    private static final int MAX_THREADS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final long BUSY_NANOS = Duration.ofMillis(250).toNanos();

    private final StorageWriter writer;
    private final Duration patience;
    private final ThreadPoolExecutor threads;

    public AskedStorage(StorageWriter writer) {
        this(writer, PATIENCE);
    }

    AskedStorage(StorageWriter writer, Duration patience) {
        this.writer = writer;
        this.patience = patience;
        threads = new ThreadPoolExecutor(0, MAX_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = AgentThreads.daemon("asyncz-query", work);
            thread.setContextClassLoader(AskedStorage.class.getClassLoader());
            return thread;
        });
    }

    /** @throws UnsupportedOperationException always: the writer alone writes */
    @Override
    public void append(LogEntry entry) {
        throw new UnsupportedOperationException("the writer alone writes");
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        LogStorage storage = open();
        return ask(() -> atMost(query.limit(), storage.query(query)));
    }

    @Override
    public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        LogStorage storage = open();
        return ask(() -> storage.histogram(query, from, to, buckets));
    }

    @Override
    public StorageStats stats() {
        LogStorage storage = open();
        return ask(storage::stats);
    }

    @Override
    public String retention() {
        LogStorage storage = open();
        return ask(storage::retention);
    }

    @Override
    public @Nullable LogEntry oldest() {
        LogStorage storage = open();
        return this.<Optional<LogEntry>>ask(() -> Optional.ofNullable(storage.oldest()))
                .orElse(null);
    }

    @Override
    public Reach reach() {
        return open() instanceof Reaching far ? ask(far::reach) : Reach.UNKNOWN;
    }

    @Override
    public long wrongRuns(String task) {
        return open() instanceof Reaching far ? ask(() -> far.wrongRuns(task)) : 0;
    }

    /** Whose turn it is to tell; null where nobody shares the storage. */
    public @Nullable TellerLease tellerLease() {
        return open() instanceof TellerLease.Holder shared ? shared.tellerLease() : null;
    }

    private LogStorage open() {
        LogStorage storage = writer.storage();
        if (storage == null) {
            String trouble = writer.trouble();
            throw new StorageUnavailable(trouble == null ? "the storage is being opened" : trouble, null);
        }
        return storage;
    }

    private <T> T ask(Callable<T> question) {
        Future<T> answer = submit(question);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new StorageUnavailable("no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new StorageUnavailable("interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SearchStopped stopped) {
                throw stopped;
            }
            String what = cause instanceof StorageUnavailable ? cause.getMessage() : String.valueOf(cause);
            throw new StorageUnavailable(writer.secrets().masked(String.valueOf(what)), cause);
        }
    }

    /** A thread that has just answered takes a moment until it can be asked again. */
    private <T> Future<T> submit(Callable<T> question) {
        long end = System.nanoTime() + BUSY_NANOS;
        while (true) {
            try {
                return threads.submit(question);
            } catch (RejectedExecutionException busy) {
                if (System.nanoTime() - end >= 0) {
                    throw new StorageUnavailable("it still works on earlier questions", busy);
                }
                LockSupport.parkNanos(BUSY_NANOS / 250);
            }
        }
    }

    private static List<LogEntry> atMost(int limit, Iterable<LogEntry> answer) {
        List<LogEntry> entries = new ArrayList<>();
        for (LogEntry entry : answer) {
            if (entries.size() == limit) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }
}
