package dev.asyncz.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One entry as the API gives it. */
public record Entry(
        String id,
        String ts,
        String level,
        String message,
        String logger,
        @Nullable String taskId,
        @Nullable String runId,
        JsonNode extra) {

    static Entry of(JsonNode json) {
        return new Entry(
                json.path("id").asText(),
                json.path("ts").asText(),
                json.path("level").asText(),
                json.path("message").asText(),
                json.path("logger").asText(),
                textOrNull(json.path("task_id")),
                textOrNull(json.path("run_id")),
                json.path("extra"));
    }

    /** A value of {@code extra}, as text; empty where there is none. */
    public String extra(String key) {
        return extra.path(key).isValueNode()
                ? extra.path(key).asText()
                : extra.path(key).toString();
    }

    /** The level as the application names it, where it is none of the five of the agent's. */
    public String ownLevel() {
        return extra.has("level") ? extra("level") : level;
    }

    private static @Nullable String textOrNull(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
