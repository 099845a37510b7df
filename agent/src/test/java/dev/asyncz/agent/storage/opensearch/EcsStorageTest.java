package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole contract with the names of the Elastic Common Schema. */
class EcsStorageTest extends OpenSearchStorageTest {
    @Override
    String[] options() {
        return new String[] {"storage.opensearch.schema=ecs", "node=shop-1"};
    }

    @Test
    void should_be_read_by_the_names_of_the_schema() {
        String url = OpenSearchServer.url();
        Instant noon = Instant.parse("2026-05-01T12:00:00.123Z");
        try (OpenSearchStorage storage = OpenSearchServer.open(url, options())) {
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
