package dev.asyncz.agent.storage.opensearch.index;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entries as documents, and back. What else a line has stands in an object that the engine flattens; where that would
 * not come back as it was (empty lists, names with odd dots, long values), it stands as JSON beside it, whole.
 */
public final class Documents {
    /** The engine refuses a document with a term of more than 32,766 bytes. */
    private static final int LONGEST_VALUE = 8_000;

    private static final int LONGEST_NAME = 300;
    private static final int DEEPEST = 8;
    private static final String NODE = "node";
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final FieldNames names;
    private final String node;

    /** @param node the name of this JVM, for entries that name none */
    public Documents(FieldNames names, String node) {
        this.names = names;
        this.node = node;
    }

    /** The document as one line of JSON. */
    public String write(LogEntry entry) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(names.id, entry.id().toString());
        document.put(names.ts, IsoTime.of(time(entry.ts())));
        document.put(names.level, entry.level().name());
        document.put(FieldNames.MESSAGE, StorableText.of(entry.message()));
        document.put(names.logger, StorableText.of(entry.logger()));
        put(document, names.task, StorableText.orNull(entry.taskId()));
        put(document, names.run, StorableText.orNull(entry.runId()));
        Map<String, Object> extra = StorableText.within(entry.extra());
        document.put(names.node, extra.get(NODE) instanceof String own ? own : node);
        if (extra.get(NODE) instanceof String) {
            extra.remove(NODE);
        }
        String exception = StorableText.orNull(entry.exception());
        if (exception != null) {
            document.put(names.exception, exception);
            extra.remove(LogEntry.EXCEPTION);
        }
        Map<?, ?> flat = flattened(extra, 0) instanceof Map<?, ?> map ? map : Map.of();
        if (!flat.isEmpty()) {
            document.put(names.fields, flat);
        }
        if (!flat.equals(extra)) {
            document.put(names.extra, EntryJson.writeExtra(extra));
        }
        if (names == FieldNames.ECS) {
            addEcs(document, entry, exception);
        }
        return EntryJson.writeExtra(document);
    }

    /** Reads the source of a document; null where somebody else has written it. */
    public @Nullable LogEntry read(@Nullable Object source) {
        if (!(source instanceof Map<?, ?> document)) {
            return null;
        }
        try {
            Map<String, Object> extra = extra(document);
            put(extra, LogEntry.EXCEPTION, document.get(names.exception));
            if (document.get(names.node) instanceof String writer) {
                extra.putIfAbsent(NODE, writer);
            }
            return new LogEntry(
                    UUID.fromString(text(document, names.id)),
                    Instant.parse(text(document, names.ts)),
                    LogLevel.valueOf(text(document, names.level)),
                    text(document, FieldNames.MESSAGE),
                    text(document, names.logger),
                    (String) document.get(names.task),
                    (String) document.get(names.run),
                    extra);
        } catch (IOException | RuntimeException foreign) {
            return null;
        }
    }

    /** The time within what a document can hold. */
    public static Instant time(Instant time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }

    /** What others look for under the names that they know. */
    private static void addEcs(Map<String, Object> document, LogEntry entry, @Nullable String exception) {
        document.put("ecs.version", "8.11.0");
        put(document, "process.thread.name", entry.extra().get("thread"));
        if (entry.extra().get("mdc") instanceof Map<?, ?> mdc) {
            put(document, "trace.id", mdc.get(mdc.containsKey("traceId") ? "traceId" : "trace_id"));
            put(document, "span.id", mdc.get(mdc.containsKey("spanId") ? "spanId" : "span_id"));
        }
        if (exception != null) {
            String first = exception.lines().findFirst().orElse("");
            int colon = first.indexOf(": ");
            document.put("error.type", colon < 0 ? first : first.substring(0, colon));
            put(document, "error.message", colon < 0 ? null : first.substring(colon + 2));
        }
    }

    @SuppressWarnings("unchecked") // JSON, as it was read.
    private Map<String, Object> extra(Map<?, ?> document) throws IOException {
        if (document.get(names.extra) instanceof String whole) {
            return EntryJson.readExtra(whole);
        }
        return document.get(names.fields) instanceof Map<?, ?> fields
                ? new LinkedHashMap<>((Map<String, Object>) fields)
                : new LinkedHashMap<>();
    }

    /** What the engine takes and gives back of a value; null for nothing. */
    private static @Nullable Object flattened(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> flat = new LinkedHashMap<>();
            map.forEach((key, each) -> {
                Object kept = depth < DEEPEST && isName(String.valueOf(key)) ? flattened(each, depth + 1) : null;
                put(flat, String.valueOf(key), kept);
            });
            return flat.isEmpty() ? null : flat;
        }
        if (value instanceof List<?> list) {
            List<Object> flat = new ArrayList<>();
            for (Object each : list) {
                Object kept = each instanceof Map || each instanceof List ? null : flattened(each, depth);
                if (kept != null) {
                    flat.add(kept);
                }
            }
            return flat.isEmpty() ? null : flat;
        }
        if (value instanceof String text) {
            return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
        }
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    /** Whether a name leads to the same value for the engine. */
    public static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.charAt(0) != '.'
                && !name.endsWith(".")
                && !name.contains("..");
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static String text(Map<?, ?> document, String name) {
        if (document.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text in " + name);
    }
}
