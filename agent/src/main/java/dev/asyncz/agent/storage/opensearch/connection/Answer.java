package dev.asyncz.agent.storage.opensearch.connection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster has answered.
 *
 * @param status of HTTP
 * @param body its JSON; what is null there is absent
 * @param bytes how many it had
 */
public record Answer(int status, Map<String, Object> body, int bytes) {
    static final int LONGEST = 300;

    public boolean isOk() {
        return status < 300;
    }

    /** Whether a search has taken longer than it said, and may not answer what it has. */
    public boolean isTooSlow() {
        // 429 in newer ones of Elasticsearch.
        return status >= 429 && reason().contains("Time exceeded");
    }

    /** What a path of names leads to; null where it leads nowhere. */
    public @Nullable Object at(String... path) {
        return at(body, path);
    }

    /** As {@link #at}, of a list; empty where there is none. */
    public List<?> list(String... path) {
        return at(path) instanceof List<?> list ? list : List.of();
    }

    /** What a path of names leads to within a part of an answer. */
    public static @Nullable Object at(@Nullable Object part, String... path) {
        Object found = part;
        for (String each : path) {
            found = found instanceof Map<?, ?> map ? map.get(each) : null;
        }
        return found;
    }

    /** By what a hit is sorted, to go on behind it. */
    public static String cursor(@Nullable Object hit) {
        return at(hit, "sort") instanceof List<?> values && !values.isEmpty() ? String.valueOf(values.get(0)) : "";
    }

    /** Why it is no success, in one line. */
    public String reason() {
        return reason(body.get("error"), status);
    }

    /**
     * The reason that stands in an error, the innermost that is told.
     *
     * @param error of an answer or of one item
     */
    public static String reason(@Nullable Object error, int status) {
        Object type = at(error, "type");
        Object reason = at(error, "reason");
        Object cause = at(error, "caused_by", "reason");
        if (reason == null) {
            return error instanceof String text ? status + ", " + cut(text) : "HTTP " + status;
        }
        return status + ", " + cut(type + ": " + reason + (cause == null ? "" : "; " + cause));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
