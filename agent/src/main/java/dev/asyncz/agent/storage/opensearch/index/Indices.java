package dev.asyncz.agent.storage.opensearch.index;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The indices of one kind of entries: {@code asyncz-logs-2026.12.01} has the entries of a day, and where these became too
 * many, {@code asyncz-logs-2026.12.01-1530} those from that minute on. The id alone says where an entry lies, so that a
 * write that is repeated finds it again, whenever that is. An index that begins within a day is made before it begins,
 * when every node has heard of it. Any thread.
 */
public final class Indices {
    private static final long KNOWN_NANOS = Duration.ofSeconds(5).toNanos();
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu.MM.dd-HHmm", Locale.ROOT);
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long LAST_DAY = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();
    private static final String RIGHT =
            "the right to see what its indices are: indices:admin/aliases/get (OpenSearch), view_index_metadata"
                    + " (Elasticsearch)";

    private final Cluster cluster;
    private final String base;
    private List<Slot> known = List.of();
    private long knownSince;

    /**
     * An index.
     *
     * @param start the time of the first id that belongs there, in milliseconds since 1970
     */
    public record Slot(String name, long start) {
        /** All ids that belong there are behind it. */
        public UUID first() {
            return new UUID(start << 16, 0);
        }
    }

    /** @param base what the names begin with, such as {@code asyncz-logs-} */
    public Indices(Cluster cluster, String base) {
        this.cluster = cluster;
        this.base = base;
        this.knownSince = System.nanoTime() - KNOWN_NANOS;
    }

    /** The name of all of them. */
    public String pattern() {
        return base + "*";
    }

    /** All that there are, the newest first; as of some seconds ago at most. */
    public synchronized List<Slot> all() {
        if (System.nanoTime() - knownSince >= KNOWN_NANOS) {
            Answer answer = cluster.ask(
                    Request.get("/" + pattern() + "/_alias?expand_wildcards=open&allow_no_indices=true", RIGHT));
            if (!answer.isOk()) {
                throw new StorageUnavailable("the indices " + pattern() + " are not told: " + answer.reason(), null);
            }
            List<Slot> slots = new ArrayList<>();
            answer.body().forEach((name, about) -> add(slots, name, Answer.at(about, "aliases")));
            slots.sort(Comparator.comparingLong(Slot::start).reversed());
            known = List.copyOf(slots);
            knownSince = System.nanoTime();
        }
        return known;
    }

    /** Notes where was written just now: an index that nobody knows is looked for at once. */
    public synchronized void wereUsed(Set<String> names) {
        for (Slot slot : known) {
            names.remove(slot.name);
        }
        if (!names.isEmpty()) {
            knownSince = System.nanoTime() - KNOWN_NANOS;
        }
    }

    /** The index that an entry belongs to. */
    public String of(UUID id) {
        long time = millis(id);
        long day = time - time % DAY_MILLIS;
        for (Slot slot : all()) {
            if (slot.start <= time && slot.start >= day) {
                return slot.name;
            }
        }
        return base + DAY.format(Instant.ofEpochMilli(day).atZone(ZoneOffset.UTC));
    }

    /** Whether lines of now belong to another index. */
    public boolean isOver(String index) {
        return !index.equals(of(new UUID(System.currentTimeMillis() << 16, 0)));
    }

    /** The index that begins with the minute of this time. */
    public Slot beginning(Instant minute) {
        String name = base + MINUTE.format(minute.atZone(ZoneOffset.UTC));
        return new Slot(name, minute.toEpochMilli() / 60_000 * 60_000);
    }

    /**
     * Those that may have entries between two ids, the newest first. An id may lie in the index before its own where its
     * node had not heard of the new one.
     */
    public List<Slot> between(@Nullable UUID after, @Nullable UUID before) {
        List<Slot> found = new ArrayList<>();
        int older = 0;
        for (Slot slot : all()) {
            if (before == null || slot.start <= millis(before)) {
                // The one that has the id itself, and the one before it.
                older += after != null && slot.start <= millis(after) ? 1 : 0;
                if (older <= 2) {
                    found.add(slot);
                }
            }
        }
        return found;
    }

    /** Whether what belongs to an index may lie in the one before it, as within a day. */
    public static boolean mayShare(Slot slot, Slot before) {
        return slot.start / DAY_MILLIS == before.start / DAY_MILLIS;
    }

    /** One that was reindexed, shrunk or restored has another name, and the old one as an alias. */
    private void add(List<Slot> slots, String name, @Nullable Object aliases) {
        Slot slot = slot(name, name);
        if (slot == null && aliases instanceof Map<?, ?> others) {
            for (Object alias : others.keySet()) {
                slot = slot == null ? slot(name, String.valueOf(alias)) : slot;
            }
        }
        if (slot != null) {
            slots.add(slot);
        }
    }

    private @Nullable Slot slot(String index, String name) {
        if (!name.startsWith(base)) {
            return null;
        }
        String time = name.substring(base.length());
        try {
            String whole = time.length() == "2026.12.01".length() ? time + "-0000" : time;
            long start =
                    LocalDateTime.parse(whole, MINUTE).toInstant(ZoneOffset.UTC).toEpochMilli();
            return new Slot(index, start);
        } catch (DateTimeParseException foreign) {
            return null;
        }
    }

    /** An id begins with its time. */
    public static long millis(UUID id) {
        return Math.min(id.getMostSignificantBits() >>> 16, LAST_DAY);
    }
}
