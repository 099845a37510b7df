package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.redis.TimeRange.Skew;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.redis.connection.RedisConnection;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.api.StorageStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Entries on Redis: the stream {@code asyncz:logs}, or on a cluster {@code asyncz:logs:{0}} to {@code {15}}, over which
 * ids spread the entries and from which queries gather them. What cannot be reached becomes
 * {@link StorageUnavailable}; any call may then be made again, and an append never doubles an entry.
 */
final class RedisStorage implements LogStorage, TellerLease.Holder {
    private static final int CLUSTER_STREAMS = 16;

    /** What one script call takes: Redis does nothing else meanwhile. */
    private static final int CHUNK_ENTRIES = 500;

    private static final int CHUNK_CHARS = 2 << 20;

    private final RedisConnection redis;
    private final List<LogStream> streams;
    private final RetentionKey retention;
    private final StreamLimits limits;
    private final ExecutorService ahead;
    private final Duration deadline;
    private final AtomicLong appended = new AtomicLong();

    private RedisStorage(
            RedisConnection redis,
            List<LogStream> streams,
            ExecutorService ahead,
            RetentionKey retention,
            Duration deadline) {
        this.redis = redis;
        this.ahead = ahead;
        this.streams = streams;
        this.retention = retention;
        this.limits = new StreamLimits(retention, streams);
        this.deadline = deadline;
    }

    /**
     * Connects.
     *
     * @param name of the stream
     * @param request what this JVM, which it names, wants to be kept of all nodes
     * @param deadline how long a query may read
     * @throws StorageUnavailable when that is not possible now
     */
    static RedisStorage open(RedisAddress address, String name, RetentionRequest request, Duration deadline) {
        RedisConnection redis = new RedisConnection(address);
        ExecutorService ahead = ReadAhead.threads();
        int count = address.cluster() ? CLUSTER_STREAMS : 1;
        List<LogStream> streams = IntStream.range(0, count)
                .mapToObj(i -> count == 1 ? name : name + ":{" + i + "}")
                .map(stream -> new LogStream(redis, stream, request.node(), ahead))
                .toList();
        RedisStorage storage = new RedisStorage(redis, streams, ahead, new RetentionKey(redis, request), deadline);
        try {
            storage.size();
            storage.retention.ask();
            return storage;
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    @Override
    public void append(LogEntry entry) {
        appendAll(List.of(entry));
    }

    @Override
    public void appendAll(List<LogEntry> batch) {
        Map<Integer, List<LogEntry>> parts = new TreeMap<>();
        // In order, since what comes after a later one costs more.
        for (LogEntry entry : sorted(batch)) {
            parts.computeIfAbsent(streamOf(entry), i -> new ArrayList<>()).add(entry);
        }
        String stay = limits.limits();
        parts.forEach((index, part) -> append(streams.get(index), part, stay));
    }

    @Override
    public List<LogEntry> query(LogQuery asked) {
        LogQuery wanted = asked.taskId() == null ? asked : asked.withTask(EntryJson.wellFormed(asked.taskId()));
        List<String> tops = streams.stream().map(LogStream::top).toList();
        LogQuery query = settled(wanted, tops);
        Merged entries = candidates(query, tops, new RowFilter(query, deadline));
        List<LogEntry> found = new ArrayList<>();
        try {
            while (found.size() < query.limit() && entries.hasNext()) {
                LogEntry entry = entries.next();
                if (query.matches(entry)) {
                    found.add(entry);
                }
            }
        } catch (SearchStopped stopped) {
            long to = entries.readTo();
            if (to >= StreamPosition.MAX_MILLIS) {
                throw stopped;
            }
            entries.waiting().stream().filter(query::matches).forEach(found::add);
            found.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
            throw stopped.with(found, new UUID(to + 1 << 16, 0));
        }
        return found;
    }

    /** Of the entries that stand in their own places; those that came too late for them are as good as none. */
    @Override
    public @Nullable LogEntry oldest() {
        LogEntry oldest = null;
        for (LogStream stream : streams) {
            LogEntry first = stream.oldest();
            // On a cluster each stream reaches back on its own: the least far counts.
            if (first != null && (oldest == null || LogEntry.compareIds(first.id(), oldest.id()) > 0)) {
                oldest = first;
            }
        }
        return oldest;
    }

    /** Where runs that matter are kept, by the same connections. */
    KeptPlace kept() {
        return new KeptHashes(redis, streams.size() > 1);
    }

    @Override
    public StorageStats stats() {
        try {
            long size = size();
            // At least: what others have written counts as size.
            return new StorageStats(size, appended.get(), Math.max(0, appended.get() - size));
        } catch (StorageUnavailable e) {
            return new StorageStats(-1, appended.get(), -1);
        }
    }

    @Override
    public TellerLease tellerLease() {
        return new TellerKey(redis);
    }

    @Override
    public String retention() {
        return retention.inForce().words();
    }

    @Override
    public void close() {
        ahead.shutdown();
        redis.close();
    }

    private long size() {
        return streams.stream().mapToLong(LogStream::size).sum();
    }

    /** All entries that may match, as of now: what comes while page after page is read stands above the tops of now. */
    private Merged candidates(LogQuery query, List<String> tops, RowFilter filter) {
        List<Paged> sequences = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            sequences.addAll(sequences(streams.get(i), query, tops.get(i), filter));
        }
        return new Merged(sequences);
    }

    /**
     * The tops of several streams are not of one moment. So nothing is given that is newer than an entry that came in
     * between: nobody sees a line and misses the one before it.
     */
    private LogQuery settled(LogQuery query, List<String> tops) {
        LogQuery settled = query;
        for (int i = 0; i < streams.size() && streams.size() > 1; i++) {
            for (UUID id : streams.get(i).idsSince(tops.get(i))) {
                if (settled.before() == null || LogEntry.compareIds(id, settled.before()) < 0) {
                    settled = settled.withBefore(id);
                }
            }
        }
        return settled;
    }

    private static List<Paged> sequences(LogStream stream, LogQuery query, String top, RowFilter filter) {
        boolean timed = query.since() != null || query.until() != null;
        TimeRange times = TimeRange.of(query, timed ? stream.skew() : Skew.NONE);
        if (times.isEmpty()) {
            return List.of();
        }
        return query.taskId() == null
                ? List.of(stream.inPlace(times, top, filter), stream.late(times, top, filter))
                : List.of(stream.ofTask(query.taskId(), times, top, filter));
    }

    private void append(LogStream stream, List<LogEntry> entries, String stay) {
        int from = 0;
        int chars = 0;
        for (int i = 0; i < entries.size(); i++) {
            chars += entries.get(i).message().length();
            if (i + 1 == entries.size() || i + 1 - from == CHUNK_ENTRIES || chars >= CHUNK_CHARS) {
                appended.addAndGet(stream.append(entries.subList(from, i + 1), stay));
                from = i + 1;
                chars = 0;
            }
        }
    }

    /** By the last bits of the id, which are random. */
    private int streamOf(LogEntry entry) {
        return Math.floorMod(entry.id().getLeastSignificantBits(), streams.size());
    }

    private static List<LogEntry> sorted(List<LogEntry> batch) {
        List<LogEntry> sorted = new ArrayList<>(batch);
        sorted.sort((a, b) -> LogEntry.compareIds(a.id(), b.id()));
        return sorted;
    }
}
