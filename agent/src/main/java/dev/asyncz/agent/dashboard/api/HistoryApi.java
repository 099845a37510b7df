package dev.asyncz.agent.dashboard.api;

import static dev.asyncz.agent.dashboard.api.RunJson.text;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.JsonBody;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.runs.history.Day;
import dev.asyncz.agent.dashboard.runs.history.Day.Outcomes;
import dev.asyncz.agent.dashboard.runs.history.LogShape;
import dev.asyncz.agent.dashboard.runs.history.LogShape.Kind;
import dev.asyncz.agent.dashboard.runs.history.TaskPast;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.signs.ChangePoint;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogQuery;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task over time, for programs; its days are those of UTC. */
public final class HistoryApi {
    private final LogReader lines;
    private final RunHistory history;

    public HistoryApi(LogReader lines, RunHistory history) {
        this.lines = lines;
        this.history = history;
    }

    public HttpResponse history(HttpRequest request) {
        String id = QueryParameters.of(request.query()).get("task_id");
        if (id == null) {
            throw new BadParameter("task_id", "", "the name of a task is needed");
        }
        TaskHistory task = history.task(id);
        if (task == null) {
            return request.problem(404, "Nothing is known of the task '" + BadParameter.shortened(id) + "'.");
        }
        TaskPast past = TaskPast.of(task, history, null);
        LogShape shape = LogShape.of(lines.find(LogQuery.ALL.withTask(id).withLimit(LogFilters.MAX_LIMIT)));
        return JsonBody.of(200, json -> {
            text(json, "task_id", id);
            json.writeBooleanField("complete", !past.cut() && !past.unanswered());
            json.writeFieldName("change");
            write(json, ChangePoint.last(past.runs()));
            json.writeArrayFieldStart("days");
            for (Day day : past.days(ZoneOffset.UTC)) {
                write(json, day);
            }
            json.writeEndArray();
            write(json, shape);
        });
    }

    private static void write(JsonGenerator json, @Nullable ChangePoint change) throws IOException {
        if (change == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        text(json, "since", IsoTime.of(change.first().started()));
        text(json, "run_id", change.first().id());
        json.writeNumberField("before_ms", change.before().toMillis());
        json.writeNumberField("since_ms", change.since().toMillis());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Day day) throws IOException {
        json.writeStartObject();
        text(json, "day", day.date());
        counts(json, day.all());
        boolean measured = day.usual().count() > 0;
        json.writeFieldName("median_ms");
        EntryJson.value(json, measured ? day.usual().median().toMillis() : null);
        json.writeFieldName("p95_ms");
        EntryJson.value(json, measured ? day.usual().p95().toMillis() : null);
        json.writeArrayFieldStart("hours");
        for (int hour = 0; hour < day.hours().size(); hour++) {
            if (day.hours().get(hour).total() > 0) {
                json.writeStartObject();
                json.writeNumberField("hour", hour);
                counts(json, day.hours().get(hour));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, Outcomes outcomes) throws IOException {
        json.writeNumberField("runs", outcomes.total());
        for (Outcome each : List.of(Outcome.OK, Outcome.ERRORS, Outcome.FAILED, Outcome.CUT_SHORT)) {
            json.writeNumberField(each.key(), outcomes.of(each));
        }
    }

    private static void write(JsonGenerator json, LogShape shape) throws IOException {
        json.writeNumberField("lines", shape.lines());
        json.writeArrayFieldStart("templates");
        for (Kind kind : shape.kinds()) {
            json.writeStartObject();
            text(json, "level", kind.template().level());
            text(json, "logger", kind.template().logger());
            text(json, "text", kind.template().text());
            json.writeNumberField("lines", kind.count());
            json.writeBooleanField("new", kind.fresh());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
