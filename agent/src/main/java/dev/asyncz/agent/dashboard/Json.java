package dev.asyncz.agent.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.StorageStats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The routes under {@code /dashboard/api/}: names in snake_case, times in UTC. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(UTF_8);

    private final Lines lines;
    private final DashboardSources sources;

    Json(Lines lines, DashboardSources sources) {
        this.lines = lines;
        this.sources = sources;
    }

    Answer logs(Ask ask) {
        Filters filters = Filters.of(Parameters.of(ask.query()));
        List<LogEntry> entries = lines.find(filters);
        boolean full = entries.size() == filters.query().limit();
        return answer(200, json -> {
            json.writeArrayFieldStart("entries");
            for (LogEntry entry : entries) {
                EntryJson.write(json, entry);
            }
            json.writeEndArray();
            text(json, "next", full ? entries.get(entries.size() - 1).id() : null);
        });
    }

    Answer stats() {
        StorageFigures figures = sources.figures().get();
        StorageStats stats = lines.stats();
        return answer(200, json -> {
            text(json, "storage", figures.storage());
            json.writeNumberField("produced", figures.produced());
            json.writeNumberField("stored", figures.stored());
            json.writeNumberField("queued", figures.queued());
            json.writeFieldName("dropped");
            EntryJson.value(json, new TreeMap<>(figures.dropped()));
            text(json, "trouble", figures.trouble());
            text(json, "retention", lines.retention());
            number(json, "size", stats.size());
            number(json, "appended", stats.appended());
            number(json, "overwritten", stats.dropped());
            write(json, "runs", sources.runFigures().get());
        });
    }

    Answer tasks() {
        Tasks tasks = new Tasks(sources.runs());
        return answer(200, json -> {
            json.writeArrayFieldStart("tasks");
            for (TaskHistory task : tasks.all()) {
                write(json, task, tasks.signs(task));
            }
            json.writeEndArray();
        });
    }

    Answer runs(Ask ask) {
        RunFilters filters = RunFilters.of(Parameters.of(ask.query()));
        List<RunFacts> runs = sources.runs().runs(filters::matches, filters.limit());
        return answer(200, json -> {
            json.writeArrayFieldStart("runs");
            for (RunFacts run : runs) {
                write(json, run);
            }
            json.writeEndArray();
            text(
                    json,
                    "next",
                    runs.size() == filters.limit() ? runs.get(runs.size() - 1).id() : null);
            text(json, "trouble", sources.runs().trouble());
        });
    }

    static Answer problem(int status, String sentence) {
        return answer(status, json -> json.writeStringField("error", sentence));
    }

    /** Of the storage for runs; null where there is none. */
    private static void write(JsonGenerator json, String name, @Nullable StorageFigures figures) throws IOException {
        json.writeFieldName(name);
        if (figures == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("produced", figures.produced());
        json.writeNumberField("stored", figures.stored());
        json.writeNumberField("queued", figures.queued());
        json.writeNumberField("dropped", figures.droppedTotal());
        text(json, "trouble", figures.trouble());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, TaskHistory history, List<Sign> signs) throws IOException {
        TaskFacts task = history.facts();
        json.writeStartObject();
        text(json, "id", task.id());
        text(json, "scheduler", task.scheduler());
        text(json, "schedule", task.schedule());
        Instant next = task.nextRun();
        json.writeNumberField("schedules", history.schedules().size());
        text(json, "next_run", next == null ? null : EntryJson.TIME.format(next));
        text(json, "source", task.source());
        text(json, "death", task.death());
        json.writeBooleanField("infrastructure", task.infrastructure());
        json.writeNumberField("runs", task.runs());
        json.writeNumberField("failures", task.failures());
        json.writeNumberField("running", task.running());
        json.writeFieldName("last_run");
        write(json, task.lastRun());
        json.writeArrayFieldStart("signs");
        for (Sign sign : signs) {
            write(json, sign);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Sign sign) throws IOException {
        RunFacts run = sign.run();
        json.writeStartObject();
        text(json, "kind", sign.kind().key());
        text(json, "severity", sign.kind().severity().key());
        text(json, "node", sign.node().isEmpty() ? null : sign.node());
        text(json, "sentence", sign.sentence());
        text(json, "run_id", run == null ? null : run.id());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable RunFacts run) throws IOException {
        if (run == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        text(json, "run_id", run.id());
        text(json, "task_id", run.task());
        text(json, "node", run.node().isEmpty() ? null : run.node());
        text(json, "started", EntryJson.TIME.format(run.started()));
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
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        EntryJson.value(json, value == null ? null : EntryJson.wellFormed(value.toString()));
    }

    /** A storage says -1 where it does not know. */
    private static void number(JsonGenerator json, String name, long value) throws IOException {
        json.writeFieldName(name);
        EntryJson.value(json, value < 0 ? null : value);
    }

    private static Answer answer(int status, Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try (JsonGenerator json = FACTORY.createGenerator(new OutputStreamWriter(bytes, encoder()))) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return Answer.json(status, bytes.toByteArray());
    }

    /** Jackson's own encoder throws at a lone surrogate; this one replaces it. */
    private static CharsetEncoder encoder() {
        return UTF_8.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT);
    }

    /** Writes the fields of the outermost object. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
