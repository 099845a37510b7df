package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines with the names of the Elastic Common Schema. */
@NeedsServer
final class EcsStorageTest {
    private static final String[] OPTIONS = {"storage.opensearch.schema=ecs", "node=shop-1"};

    @Test
    void should_find_by_every_name_what_was_written() {
        String url = OpenSearchServer.url();
        TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
        List<LogEntry> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add(new LogEntry(
                    ids.next(),
                    Instant.parse("2026-05-01T12:00:00.123Z"),
                    i % 2 == 0 ? LogLevel.INFO : LogLevel.ERROR,
                    "order " + i,
                    "com.acme.Orders",
                    i % 4 == 0 ? "nightly" : null,
                    i % 4 == 0 ? "run-" + i : null,
                    Map.of("thread", "worker-" + i % 3, "node", "shop-1")));
        }
        Collections.reverse(lines);
        try (OpenSearchStorage storage = OpenSearchServer.open(url, OPTIONS)) {
            storage.appendAll(lines);
            OpenSearchServer.refresh(url);

            for (LogQuery query : List.of(
                    LogQuery.ALL,
                    LogQuery.ALL.withTask("nightly"),
                    LogQuery.ALL.withRun("run-8"),
                    LogQuery.ALL.withLevels(Set.of(LogLevel.ERROR)),
                    LogQuery.ALL.withText("ORDER 1"),
                    LogQuery.ALL.withCondition(new LogCondition("thread", Match.CONTAINS, "worker-2", false)),
                    LogQuery.ALL.withCondition(new LogCondition("message", Match.REGEX, "order \\d$", true)))) {
                assertEquals(lines.stream().filter(query::matches).toList(), storage.query(query), query::toString);
            }
        }
    }

    @Test
    void should_be_read_by_the_names_of_the_schema() {
        String url = OpenSearchServer.url();
        Instant noon = Instant.parse("2026-05-01T12:00:00.123Z");
        try (OpenSearchStorage storage = OpenSearchServer.open(url, OPTIONS)) {
            storage.append(new LogEntry(
                    new TimeOrderedIds(noon::toEpochMilli).next(),
                    noon,
                    LogLevel.ERROR,
                    "order 7",
                    "com.acme.Orders",
                    "nightly",
                    "run-1",
                    Map.of(
                            "thread",
                            "worker-1",
                            "mdc",
                            Map.of("traceId", "4bf92f35"),
                            LogEntry.EXCEPTION,
                            "java.io.IOException: no disk\n\tat A.b(A.java:1)")));
        }
        OpenSearchServer.refresh(url);

        for (Map.Entry<String, String> each : Map.of(
                        "@timestamp", noon.toString(),
                        "log.level", "ERROR",
                        "log.logger", "com.acme.Orders",
                        "service.node.name", "shop-1",
                        "trace.id", "4bf92f35",
                        "process.thread.name", "worker-1",
                        "error.type", "java.io.IOException",
                        "asyncz.task_id", "nightly",
                        "asyncz.fields.thread", "worker-1")
                .entrySet()) {
            Answer answer = OpenSearchServer.ask(
                    url,
                    "POST",
                    "/" + url.substring(url.lastIndexOf('/') + 1) + "-ecs-logs-*/_count",
                    "{\"query\":{\"term\":{\"" + each.getKey() + "\":\"" + each.getValue() + "\"}}}");
            assertEquals(1, answer.at("count"), each::getKey);
        }
    }
}
