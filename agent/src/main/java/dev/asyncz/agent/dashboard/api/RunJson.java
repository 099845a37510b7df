package dev.asyncz.agent.dashboard.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run as programs are given it. */
final class RunJson {
    private RunJson() {}

    /** @param traces those that it has touched; null where nobody has asked for them */
    static void write(JsonGenerator json, @Nullable RunFacts run, @Nullable List<String> traces) throws IOException {
        if (run == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        text(json, "run_id", run.id());
        text(json, "task_id", run.task());
        text(json, "node", run.node().isEmpty() ? null : run.node());
        text(json, "started", IsoTime.of(run.started()));
        json.writeFieldName("duration_ms");
        Duration duration = run.duration();
        EntryJson.value(json, duration == null ? null : duration.toMillis());
        text(json, "outcome", run.outcome().key());
        text(json, "failure", run.failure());
        json.writeFieldName("threads");
        EntryJson.value(json, run.threads());
        json.writeObjectFieldStart("lines");
        for (LogLevel level : LogLevel.values()) {
            json.writeNumberField(
                    level.name().toLowerCase(Locale.ROOT), run.lines().of(level));
        }
        json.writeEndObject();
        if (traces != null) {
            json.writeFieldName("traces");
            EntryJson.value(json, traces);
        }
        json.writeEndObject();
    }

    static void text(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        EntryJson.value(json, value == null ? null : EntryJson.wellFormed(value.toString()));
    }
}
