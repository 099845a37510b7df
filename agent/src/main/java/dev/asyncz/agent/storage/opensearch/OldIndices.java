package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import dev.asyncz.agent.storage.opensearch.index.Indices;
import dev.asyncz.agent.storage.opensearch.index.Indices.Slot;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.bootstrap.AgentThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Once a minute, on a daemon thread of its own: drops indices that no policy keeps, and begins a new one where the one that
 * is written to has become too large. Each node does: what two of them do at once is done once. Age is measured by the
 * cluster's clock.
 */
final class OldIndices implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Long enough for every node to hear of an index before it begins. */
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** How many indices the bytes of the retention make at least. */
    private static final int PARTS = 10;

    private static final long LARGEST = 10L << 30;
    private static final String RIGHT = "the right to see and to drop its indices: indices:monitor/stats,"
            + " indices:admin/delete and indices:admin/create (OpenSearch), monitor, delete_index and create_index"
            + " (Elasticsearch)";

    private final Cluster cluster;
    private final Indices indices;
    private final RetentionDocument retention;
    private final Policy policy;
    private final Consumer<String> say;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongAdder dropped = new LongAdder();
    private @Nullable String said;

    /**
     * Whose policy drops indices.
     *
     * @param name of the cluster's own; empty where this node does it
     * @param elasticsearch where the template says it already
     */
    record Policy(String name, boolean elasticsearch) {}

    /**
     * An index and what it has.
     *
     * @param end the time of the last id that may be there
     */
    record Filled(Slot slot, long end, long lines, long bytes) {}

    OldIndices(Cluster cluster, Indices indices, RetentionDocument retention, Policy policy, Consumer<String> say) {
        this.cluster = cluster;
        this.indices = indices;
        this.retention = retention;
        this.policy = policy;
        this.say = say;
    }

    void start() {
        AgentThreads.daemon("asyncz-opensearch-retention", this::run).start();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** How many lines this node has dropped since the start. */
    long droppedLines() {
        return dropped.sum();
    }

    private void run() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                sweepOrSay();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepOrSay() {
        try {
            sweep();
        } catch (RuntimeException | Error e) {
            // An Error too: without this thread nothing would ever be dropped, and nobody would be told.
            String what = "old lines are kept for now: " + (e instanceof Error ? e : e.getMessage());
            if (closed.getCount() > 0 && !what.equals(said)) {
                said = what;
                say.accept(what);
            }
        }
    }

    /** Drops what is not kept, and begins an index where the one that is written to is full. */
    void sweep() {
        List<RetentionPolicy> policies = retention.inForce().policies();
        long now = now();
        List<Filled> filled = filled();
        if (filled.isEmpty()) {
            return;
        }
        rollOver(filled, policies, now);
        if (policy.name.isEmpty()) {
            for (Slot slot : tooOldOrMuch(filled, policies, now)) {
                drop(slot, filled);
            }
        } else if (!policy.elasticsearch) {
            // Those that have it already are passed over.
            String body = EntryJson.writeExtra(Map.of("policy_id", policy.name));
            require(cluster.ask(Request.of(
                    "POST",
                    "/_plugins/_ism/add/" + indices.pattern(),
                    body,
                    "the right to give indices a policy: cluster:admin/opendistro/ism/managedindex/add")));
        }
    }

    /**
     * Those that no policy keeps.
     *
     * @param filled the newest first
     */
    static List<Slot> tooOldOrMuch(List<Filled> filled, List<RetentionPolicy> policies, long now) {
        List<Slot> gone = new ArrayList<>();
        Filled written = writtenTo(filled, now);
        boolean isOver = false;
        long lines = 0;
        long bytes = 0;
        for (Filled each : filled) {
            bytes += each.bytes;
            boolean kept = false;
            for (RetentionPolicy policy : policies) {
                boolean young = policy.days() == 0 || each.end > now - policy.days() * DAY_MILLIS;
                boolean fits = policy.bytes() == 0 || bytes <= policy.bytes();
                boolean wanted = policy.count() == 0 || lines < policy.count();
                kept |= young && fits && wanted;
            }
            lines += each.lines;
            // Whatever is set, there is an index that lines are written to, and those that have not begun stay.
            if (!kept && isOver) {
                gone.add(each.slot);
            }
            isOver |= each == written;
        }
        return gone;
    }

    /** The newest that has begun; null for none. A node whose clock is ahead makes indices of days to come. */
    private static @Nullable Filled writtenTo(List<Filled> filled, long now) {
        for (Filled each : filled) {
            if (each.slot.start() <= now) {
                return each;
            }
        }
        return null;
    }

    private void rollOver(List<Filled> filled, List<RetentionPolicy> policies, long now) {
        Filled written = writtenTo(filled, now);
        if (written == null) {
            return;
        }
        Instant next = Instant.ofEpochMilli((now + AHEAD.toMillis()) / 60_000 * 60_000 + 60_000);
        for (Filled each : filled) {
            if (each.slot.start() > now && each.slot.start() <= next.toEpochMilli()) {
                return;
            }
        }
        long most = 0;
        long lines = 0;
        for (RetentionPolicy each : policies) {
            most = each.bytes() == 0 ? Long.MAX_VALUE : Math.max(most, each.bytes());
            lines = each.count() == 0 ? Long.MAX_VALUE : Math.max(lines, each.count());
        }
        if (written.bytes > Math.min(LARGEST, most / PARTS) || written.lines > Math.max(1_000, lines / PARTS)) {
            Slot slot = indices.beginning(next);
            Answer made = cluster.ask(Request.of("PUT", "/" + slot.name(), "{}", RIGHT));
            if (!"resource_already_exists_exception".equals(made.at("error", "type"))) {
                require(made);
            }
        }
    }

    private void drop(Slot slot, List<Filled> filled) {
        Answer answer = cluster.ask(new Request("DELETE", "/" + slot.name(), null, RIGHT));
        if (answer.status() == 404) {
            return;
        }
        require(answer);
        for (Filled each : filled) {
            dropped.add(each.slot.equals(slot) ? each.lines : 0);
        }
    }

    /** By the cluster's clock. */
    private long now() {
        Answer answer =
                require(cluster.ask(Request.get("/_cat/count/" + indices.pattern() + "?format=json&h=epoch", RIGHT)));
        List<?> rows = answer.list("list");
        return rows.isEmpty() ? System.currentTimeMillis() : 1_000 * number(Answer.at(rows.get(0), "epoch"));
    }

    private List<Filled> filled() {
        Answer answer = require(cluster.ask(Request.get(
                "/" + indices.pattern() + "/_stats/docs,store?level=indices"
                        + "&filter_path=indices.*.primaries.docs.count,indices.*.primaries.store.size_in_bytes",
                RIGHT)));
        Map<String, Object> found = new HashMap<>();
        if (answer.at("indices") instanceof Map<?, ?> map) {
            map.forEach((name, stats) -> found.put(String.valueOf(name), stats));
        }
        List<Filled> filled = new ArrayList<>();
        long end = Long.MAX_VALUE;
        for (Slot slot : indices.all()) {
            Object stats = found.get(slot.name());
            long day = slot.start() - Math.floorMod(slot.start(), DAY_MILLIS) + DAY_MILLIS;
            filled.add(new Filled(
                    slot,
                    Math.min(end, day),
                    number(Answer.at(stats, "primaries", "docs", "count")),
                    number(Answer.at(stats, "primaries", "store", "size_in_bytes"))));
            end = slot.start();
        }
        return filled;
    }

    private static Answer require(Answer answer) {
        if (!answer.isOk()) {
            throw new StorageUnavailable(answer.reason(), null);
        }
        return answer;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number
                ? number.longValue()
                : value instanceof String text ? Long.parseLong(text) : 0;
    }
}
