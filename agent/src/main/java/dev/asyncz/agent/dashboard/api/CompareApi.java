package dev.asyncz.agent.dashboard.api;

import static dev.asyncz.agent.dashboard.api.RunJson.text;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.JsonBody;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.runs.compare.ComparePage;
import dev.asyncz.agent.dashboard.runs.compare.RunPair;
import dev.asyncz.agent.dashboard.runs.compare.TemplatePair;
import dev.asyncz.agent.dashboard.runs.compare.TemplatePair.Side;
import dev.asyncz.api.LogEntry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Two runs beside each other, for programs. */
public final class CompareApi {
    private final ComparePage runs;

    public CompareApi(ComparePage runs) {
        this.runs = runs;
    }

    public HttpResponse compare(HttpRequest request) {
        QueryParameters given = QueryParameters.of(request.query());
        RunPair pair = runs.pair(id(given, "run_id"), id(given, "other"));
        return JsonBody.of(200, json -> {
            json.writeFieldName("run");
            RunJson.write(json, pair.own().run(), null);
            json.writeFieldName("other");
            RunJson.write(json, pair.other().run(), null);
            json.writeBooleanField("complete", pair.complete());
            json.writeObjectFieldStart("parting");
            text(json, "after", id(pair.parting().after()));
            text(json, "run", id(pair.parting().own()));
            text(json, "other", id(pair.parting().other()));
            json.writeEndObject();
            json.writeArrayFieldStart("templates");
            for (TemplatePair each : pair.templates()) {
                write(json, each);
            }
            json.writeEndArray();
        });
    }

    private static String id(QueryParameters given, String name) {
        String id = given.get(name);
        if (id == null) {
            throw new BadParameter(name, "", "the id of a run is needed");
        }
        return id.strip();
    }

    private static @Nullable String id(@Nullable LogEntry line) {
        return line == null ? null : line.id().toString();
    }

    private static void write(JsonGenerator json, TemplatePair pair) throws IOException {
        json.writeStartObject();
        text(json, "level", pair.template().level());
        text(json, "logger", pair.template().logger());
        text(json, "text", pair.template().text());
        write(json, "run", pair.own());
        write(json, "other", pair.other());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Side side) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("lines", side.count());
        json.writeNumberField("up_to_ms", side.upTo().toMillis());
        json.writeEndObject();
    }
}
