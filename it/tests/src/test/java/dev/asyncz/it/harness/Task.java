package dev.asyncz.it.harness;

import com.fasterxml.jackson.databind.JsonNode;

/** A task as the API gives it. */
public record Task(
        String id,
        String scheduler,
        String schedule,
        String nextRun,
        String source,
        boolean infrastructure,
        long runs,
        long failures,
        long running,
        JsonNode lastRun) {
    static Task of(JsonNode json) {
        return new Task(
                json.path("id").asText(),
                json.path("scheduler").asText(),
                json.path("schedule").asText(),
                json.path("next_run").asText(),
                json.path("source").asText(),
                json.path("infrastructure").asBoolean(),
                json.path("runs").asLong(),
                json.path("failures").asLong(),
                json.path("running").asLong(),
                json.path("last_run"));
    }
}
