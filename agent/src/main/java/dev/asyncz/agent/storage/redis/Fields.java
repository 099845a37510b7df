package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.connection.RedisConnection.bytes;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry as the fields of a stream's entry, for people with redis-cli, and back. */
final class Fields {
    private static final String NODE = "node";

    private Fields() {}

    /** Names and values in turn, id first; what is null is left out. */
    static List<byte[]> write(LogEntry entry, String ownNode) {
        Map<String, Object> extra = entry.extra();
        String node = ownNode;
        if (extra.get(NODE) instanceof String named && !named.isEmpty()) {
            node = named;
            extra = new HashMap<>(extra);
            extra.remove(NODE);
        }
        List<byte[]> fields = new ArrayList<>(18);
        add(fields, "id", entry.id().toString());
        add(fields, "ts", IsoTime.of(entry.ts()));
        add(fields, "level", entry.level().name());
        add(fields, "message", entry.message());
        add(fields, "logger", entry.logger());
        add(fields, "task_id", entry.taskId());
        add(fields, "run_id", entry.runId());
        add(fields, NODE, node.isEmpty() ? null : node);
        add(fields, "extra", extra.isEmpty() ? null : EntryJson.writeExtra(extra));
        return fields;
    }

    /** The entry that fields make; null when they make none, since anybody may add to the stream. */
    static @Nullable LogEntry read(List<byte[]> fields) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            values.put(text(fields.get(i)), text(fields.get(i + 1)));
        }
        try {
            return new LogEntry(
                    UUID.fromString(values.getOrDefault("id", "")),
                    Instant.parse(values.getOrDefault("ts", "")),
                    LogLevel.valueOf(values.getOrDefault("level", "")),
                    values.getOrDefault("message", ""),
                    values.getOrDefault("logger", ""),
                    values.get("task_id"),
                    values.get("run_id"),
                    extra(values));
        } catch (RuntimeException | IOException e) {
            return null;
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, Object> extra(Map<String, String> values) throws IOException {
        String json = values.get("extra");
        Map<String, Object> extra = json == null ? new LinkedHashMap<>() : EntryJson.readExtra(json);
        String node = values.get(NODE);
        if (node != null) {
            extra.putIfAbsent(NODE, node);
        }
        return extra;
    }

    private static void add(List<byte[]> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.add(bytes(name));
            fields.add(bytes(EntryJson.wellFormed(value)));
        }
    }
}
