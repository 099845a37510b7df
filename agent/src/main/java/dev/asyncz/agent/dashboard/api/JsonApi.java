package dev.asyncz.agent.dashboard.api;

import static dev.asyncz.agent.dashboard.api.RunJson.text;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.JsonBody;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot;
import dev.asyncz.agent.dashboard.search.FoundLines;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.RunTraces;
import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.StorageStats;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes under {@code /dashboard/api/}: names in snake_case, times in UTC. */
public final class JsonApi {
    private static final int MOST_RUNS = 20_000;

    private final LogReader lines;
    private final RunHistory history;
    private final Signs signs;
    private final Supplier<StorageFigures> figures;
    private final Supplier<@Nullable StorageFigures> runFigures;
    private final Supplier<List<String>> gaps;

    public JsonApi(
            LogReader lines,
            RunHistory history,
            Signs signs,
            Supplier<StorageFigures> figures,
            Supplier<@Nullable StorageFigures> runFigures,
            Supplier<List<String>> gaps) {
        this.lines = lines;
        this.history = history;
        this.signs = signs;
        this.figures = figures;
        this.runFigures = runFigures;
        this.gaps = gaps;
    }

    public HttpResponse logs(HttpRequest request) {
        LogFilters filters = LogFilters.of(QueryParameters.of(request.query()));
        FoundLines found = lines.search(filters);
        Instant backTo = found.searchedBackTo();
        return JsonBody.of(200, json -> {
            json.writeArrayFieldStart("entries");
            for (LogEntry entry : found.lines()) {
                EntryJson.write(json, entry);
            }
            json.writeEndArray();
            text(json, "next", found.next(filters.query().limit()));
            if (backTo != null) {
                text(json, "searched_back_to", IsoTime.of(backTo));
            }
        });
    }

    public HttpResponse stats() {
        StorageFigures counts = figures.get();
        StorageStats stats = lines.stats();
        List<String> missed = gaps.get();
        return JsonBody.of(200, json -> {
            text(json, "storage", counts.storage());
            json.writeNumberField("produced", counts.produced());
            json.writeNumberField("stored", counts.stored());
            json.writeNumberField("queued", counts.queued());
            json.writeFieldName("dropped");
            EntryJson.value(json, new TreeMap<>(counts.dropped()));
            text(json, "trouble", counts.trouble() != null || missed.isEmpty() ? counts.trouble() : missed.get(0));
            json.writeFieldName("not_captured");
            EntryJson.value(json, missed);
            text(json, "retention", lines.retention());
            number(json, "size", stats.size());
            number(json, "appended", stats.appended());
            number(json, "overwritten", stats.dropped());
            Reach reach = lines.reach();
            text(json, "all_since", reach.since() == null ? null : IsoTime.of(reach.since()));
            json.writeNumberField("runs_before", reach.runsBefore());
            write(json, "runs", runFigures.get());
        });
    }

    public HttpResponse tasks(HttpRequest request) {
        TaskSnapshot tasks = new TaskSnapshot(history, signs, request);
        return JsonBody.of(200, json -> {
            json.writeArrayFieldStart("tasks");
            for (TaskHistory task : tasks.all()) {
                write(json, task, tasks.signs(task));
            }
            json.writeEndArray();
        });
    }

    public HttpResponse runs(HttpRequest request) {
        RunFilters filters = RunFilters.of(QueryParameters.of(request.query()));
        String one = filters.run();
        List<RunFacts> runs = one == null
                ? runs(filters)
                : Stream.ofNullable(history.run(one)).filter(filters::matches).toList();
        List<String> traces = one == null ? null : traces(one);
        return JsonBody.of(200, json -> {
            json.writeArrayFieldStart("runs");
            for (RunFacts run : runs) {
                RunJson.write(json, run, traces);
            }
            json.writeEndArray();
            text(
                    json,
                    "next",
                    runs.size() == filters.limit() ? runs.get(runs.size() - 1).id() : null);
            text(json, "trouble", history.trouble());
        });
    }

    /** Since a time: all of the storage's, and what is under way; else each task's last ones. */
    private List<RunFacts> runs(RunFilters filters) {
        Instant since = filters.since();
        if (since == null) {
            return history.runs(filters::matches, filters.limit());
        }
        Instant until = Objects.requireNonNullElseGet(filters.until(), Instant::now);
        Map<String, RunFacts> all = new HashMap<>();
        history.runs(filters::matches, MOST_RUNS).forEach(run -> all.put(run.id(), run));
        try {
            history.between(since, until, MOST_RUNS)
                    .runs()
                    .forEach(run -> all.put(run.run().id(), run.run()));
        } catch (RuntimeException e) {
            throw new StorageUnreachable(e);
        }
        return all.values().stream()
                .filter(filters::matches)
                .sorted(Comparator.comparing(RunFacts::id).reversed())
                .limit(filters.limit())
                .toList();
    }

    private List<String> traces(String run) {
        List<LogEntry> newestFirst = lines.find(LogQuery.ALL.withRun(run).withLimit(LogFilters.MAX_LIMIT));
        List<LogEntry> inOrder = new ArrayList<>(newestFirst);
        Collections.reverse(inOrder);
        return RunTraces.of(inOrder);
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
        text(json, "next_run", next == null ? null : IsoTime.of(next));
        text(json, "source", task.source());
        text(json, "death", task.death());
        json.writeBooleanField("infrastructure", task.infrastructure());
        json.writeNumberField("runs", task.runs());
        json.writeNumberField("failures", task.failures());
        json.writeNumberField("running", task.running());
        json.writeFieldName("last_run");
        RunJson.write(json, task.lastRun(), null);
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
        Instant since = sign.since();
        text(json, "since", since == null ? null : IsoTime.of(since.truncatedTo(ChronoUnit.MILLIS)));
        text(json, "run_id", run == null ? null : run.id());
        json.writeEndObject();
    }

    /** A storage says -1 where it does not know. */
    private static void number(JsonGenerator json, String name, long value) throws IOException {
        json.writeFieldName(name);
        EntryJson.value(json, value < 0 ? null : value);
    }
}
