package dev.asyncz.agent.dashboard.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.JsonBody;
import dev.asyncz.agent.dashboard.nodes.NodesPage;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.tasks.history.Jvm;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JVMs that share a storage, for programs. */
public final class NodesApi {
    private final RunHistory history;

    public NodesApi(RunHistory history) {
        this.history = history;
    }

    public HttpResponse nodes(HttpRequest request) {
        String only = NodeChoice.of(request);
        List<Jvm> jvms = NodesPage.known(history, Instant.now()).stream()
                .filter(jvm -> only == null || jvm.node().equals(only))
                .toList();
        return JsonBody.of(200, json -> {
            json.writeArrayFieldStart("nodes");
            for (Jvm jvm : jvms) {
                write(json, jvm);
            }
            json.writeEndArray();
            value(json, "trouble", history.trouble());
        });
    }

    private static void write(JsonGenerator json, Jvm jvm) throws IOException {
        Jvm.Facts said = jvm.said();
        json.writeStartObject();
        value(json, "node", jvm.node().isEmpty() ? null : jvm.node());
        value(json, "life", jvm.life().name().toLowerCase(Locale.ROOT));
        value(json, "application", said == null || said.app().isEmpty() ? null : said.app());
        value(json, "agent", said == null ? null : said.agent());
        value(json, "java", said == null ? null : said.java());
        value(json, "started", time(jvm.began()));
        value(json, "heard", time(jvm.heard()));
        value(json, "lines_per_second", jvm.linesPerSecond());
        value(json, "produced", said == null ? null : said.produced());
        value(json, "dropped", said == null ? null : said.dropped());
        value(json, "trouble", said == null ? null : said.trouble());
        value(json, "tasks", jvm.tasks());
        value(json, "alone", jvm.alone());
        json.writeEndObject();
    }

    private static String time(Instant time) {
        return IsoTime.of(time.truncatedTo(ChronoUnit.MILLIS));
    }

    private static void value(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        EntryJson.value(json, value instanceof String text ? EntryJson.wellFormed(text) : value);
    }
}
