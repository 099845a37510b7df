package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.diagnostics.Secrets;
import dev.asyncz.agent.storage.EntriesRefused;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.FailureLog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits in the queue to a storage that does I/O, batch by batch, on a daemon thread of its own: no other
 * thread ever touches the storage to write.
 *
 * <p>A batch is kept until the storage has taken it. A storage that cannot be reached is asked again at least every
 * five seconds; one that refuses an entry while it takes others loses that entry alone, counted. Whatever a storage
 * throws, Errors included, the thread goes on, and should it die all the same, another takes over the batch.
 */
public final class StorageWriter implements EntryTarget {
    private static final int BATCH = 1_000;
    private static final long IDLE_NANOS = Duration.ofMillis(10).toNanos();
    private static final long QUIET_NANOS = 2 * IDLE_NANOS;
    private static final long LONGEST_QUIET_NANOS = 20 * IDLE_NANOS;
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(3).toNanos();

    /** From the third time on that a batch fails, its entries are tried one by one. */
    private static final int TRIES_AS_A_WHOLE = 2;

    private final String name;
    private final Callable<LogStorage> opener;
    private final EntryQueue queue;
    private final Runnable source;
    private final FailureLog failures;
    private final Secrets secrets;
    private final LongAdder stored = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private volatile @Nullable LogStorage storage;
    private volatile @Nullable Trouble trouble;
    private volatile @Nullable Thread thread;

    /** What is being written. Touched by the writer's thread alone, or by the one that takes over from it. */
    private List<LogEntry> batch = List.of();

    private int tries;

    /**
     * @param name the storage's name, for figures and messages
     * @param opener opens the storage; called on the writer's thread until it succeeds
     * @param maxEntries how many entries may wait
     * @param maxBytes how many bytes they may take
     */
    public StorageWriter(
            String name, Callable<LogStorage> opener, long maxEntries, long maxBytes, FailureLog failures) {
        this(name, opener, maxEntries, maxBytes, () -> {}, failures, Secrets.NONE);
    }

    /**
     * @param source called often on the writer's thread while the storage is open, to put what it makes itself
     * @param secrets taken out of whatever the storage throws
     */
    public StorageWriter(
            String name,
            Callable<LogStorage> opener,
            long maxEntries,
            long maxBytes,
            Runnable source,
            FailureLog failures,
            Secrets secrets) {
        this.name = name;
        this.opener = opener;
        this.queue = new EntryQueue(name, maxEntries, maxBytes);
        this.source = source;
        this.failures = failures;
        this.secrets = secrets;
    }

    /** Starts the thread. */
    public void start() {
        Thread next = AgentThreads.daemon("asyncz-writer", this::run);
        // The agent's own, so that drivers look for their services there and not in the application.
        next.setContextClassLoader(StorageWriter.class.getClassLoader());
        next.setUncaughtExceptionHandler((died, cause) -> start());
        thread = next;
        next.start();
    }

    @Override
    public void put(LogEntry entry) {
        queue.put(entry);
    }

    /** The storage, once it is open; null before. For asking only. */
    @Nullable
    LogStorage storage() {
        return storage;
    }

    /** What is taken out of whatever the storage throws. */
    Secrets secrets() {
        return secrets;
    }

    /** Why nothing can be written now; null when all is well. */
    @Nullable
    String trouble() {
        Trouble now = trouble;
        return now == null ? null : now.sentence(name, queued());
    }

    @Override
    public StorageFigures figures() {
        // Read in the order in which an entry travels backwards, so that none is counted twice on its way.
        long written = stored.sum();
        long lost = refused.sum();
        Map<String, Long> dropped = new HashMap<>(queue.dropped());
        long accepted = queue.accepted();
        long full = dropped.values().stream().mapToLong(Long::longValue).sum();
        dropped.put("refused", lost);
        Trouble now = trouble;
        return new StorageFigures(
                name,
                accepted + full,
                written,
                accepted - written - lost,
                Map.copyOf(dropped),
                trouble(),
                now == null ? null : now.since);
    }

    /**
     * Waits until all that is queued is written, and nothing more has come for a moment: what still runs while the JVM
     * ends may log.
     *
     * @return how many lines still wait when the time is over
     */
    public long flush(Duration atMost) {
        long start = System.nanoTime();
        long seen = -1;
        long quietSince = start;
        for (long now = start; now - start < atMost.toNanos(); now = System.nanoTime()) {
            if (queue.accepted() != seen) {
                seen = queue.accepted();
                quietSince = now;
            }
            boolean quiet = now - quietSince >= QUIET_NANOS || now - start >= LONGEST_QUIET_NANOS;
            if (quiet && queued() == 0) {
                break;
            }
            LockSupport.unpark(thread);
            LockSupport.parkNanos(IDLE_NANOS / 4);
        }
        return queued();
    }

    private long queued() {
        return queue.accepted() - stored.sum() - refused.sum();
    }

    @SuppressWarnings("InfiniteLoopStatement") // A daemon: it ends with the JVM.
    private void run() {
        while (true) {
            try {
                step();
            } catch (Throwable t) {
                failed(t);
            }
        }
    }

    private void step() throws Exception {
        LogStorage open = storage;
        if (open == null) {
            open = opener.call();
            storage = open;
            recovered();
        }
        source.run();
        if (batch.isEmpty()) {
            batch = queue.take(BATCH);
        }
        if (batch.isEmpty()) {
            LockSupport.parkNanos(IDLE_NANOS);
        } else if (tries <= TRIES_AS_A_WHOLE) {
            try {
                open.appendAll(List.copyOf(batch));
                done(batch.size());
            } catch (EntriesRefused some) {
                lost(some.count(), some);
                done(batch.size() - some.count());
            }
        } else {
            oneByOne(open);
        }
    }

    private void done(int taken) {
        stored.add(taken);
        batch = List.of();
        recovered();
    }

    /** Tells a storage that is down, which takes none, from an entry that it refuses while it takes others. */
    private void oneByOne(LogStorage open) throws Exception {
        List<LogEntry> more = new ArrayList<>(batch);
        more.addAll(queue.take(BATCH - batch.size()));
        batch = more;
        List<LogEntry> left = new ArrayList<>();
        Exception last = null;
        for (LogEntry entry : batch) {
            try {
                open.append(entry);
            } catch (StorageUnavailable down) {
                throw down;
            } catch (Exception e) {
                last = e;
                left.add(entry);
            }
        }
        if (last != null && left.size() == batch.size()) {
            throw last;
        }
        if (last != null) {
            lost(left.size(), last);
        }
        done(batch.size() - left.size());
    }

    private void lost(int lines, Exception why) {
        failures.failed(lines + " lines were lost: the " + name + " storage refuses them", why);
        refused.add(lines);
    }

    private void failed(Throwable t) {
        tries = t instanceof StorageUnavailable ? 0 : tries + 1;
        Trouble before = trouble;
        int times = before == null ? 0 : before.times + 1;
        long pause = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(times, 10));
        pause += ThreadLocalRandom.current().nextLong(pause / 5);
        Instant since = before == null ? Instant.now() : before.since;
        Trouble now = new Trouble(since, reason(t), times, Duration.ofNanos(pause));
        trouble = now;
        if (before == null || !before.reason.equals(now.reason)) {
            failures.failed(now.sentence(name, queued()), null);
        }
        LockSupport.parkNanos(pause);
    }

    private void recovered() {
        Trouble over = trouble;
        tries = 0;
        if (over != null) {
            trouble = null;
            failures.failed(over.end(name), null);
        }
    }

    private String reason(Throwable t) {
        String message = t.getMessage();
        String kind = t.getClass().getSimpleName();
        boolean told = t instanceof StorageUnavailable;
        return message == null ? kind : secrets.masked(told ? message : kind + ": " + message);
    }

    private record Trouble(Instant since, String reason, int times, Duration pause) {
        String sentence(String storage, long waiting) {
            return String.format(
                    Locale.ROOT,
                    "%s storage unreachable since %s UTC (%s); %,d lines waiting; retrying in %.1f s",
                    storage,
                    since.truncatedTo(ChronoUnit.SECONDS)
                            .toString()
                            .replaceAll("[TZ]", " ")
                            .strip(),
                    reason,
                    waiting,
                    pause.toMillis() / 1000.0);
        }

        String end(String storage) {
            double seconds = Duration.between(since, Instant.now()).toMillis() / 1000.0;
            return String.format(Locale.ROOT, "%s storage is back after %.1f s", storage, seconds);
        }
    }
}
