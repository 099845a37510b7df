package dev.asyncz.agent.storage.opensearch;

import static org.awaitility.Awaitility.await;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.ClusterAddress;
import dev.asyncz.agent.storage.opensearch.connection.Login;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A search that nobody waits for any more ends on the server, too. */
@NeedsServer
final class SearchCancelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void should_end_a_search_on_the_server_when_nobody_waits_for_it_any_more() throws Exception {
        String url = OpenSearchServer.url();
        TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
        try (OpenSearchStorage storage = OpenSearchServer.open(url);
                Cluster cluster = new Cluster(ClusterAddress.parse(url), Login.NONE, Duration.ofSeconds(60))) {
            storage.appendAll(IntStream.range(0, 4_000)
                    .mapToObj(i -> new LogEntry(
                            ids.next(),
                            Instant.now(),
                            LogLevel.INFO,
                            "abc".repeat(1_000) + i,
                            "com.acme",
                            null,
                            null,
                            Map.of()))
                    .toList());
            OpenSearchServer.refresh(url);
            // Each part reads each line, as all that it asks an index for is there, and none has it: a minute
            // altogether.
            List<Map<String, Object>> parts = IntStream.range(1, 200)
                    .mapToObj(i -> Map.<String, Object>of(
                            "wildcard", Map.of("message", Map.of("value", "*abc?" + "abc".repeat(i) + "*"))))
                    .toList();
            Request slow = Request.of(
                    "POST",
                    "/" + ClusterAddress.parse(url).prefix() + "-logs-*/_search",
                    EntryJson.writeExtra(Map.of("query", Map.of("bool", Map.of("should", parts)))),
                    "");
            Thread reader = new Thread(() -> {
                try {
                    cluster.ask(slow, Duration.ofMinutes(5));
                } catch (StorageUnavailable interrupted) {
                    // As it should be.
                }
            });
            reader.start();
            await().atMost(PATIENCE).until(() -> searches(url) > 0);

            reader.interrupt();

            await().atMost(PATIENCE).until(() -> !reader.isAlive() && searches(url) == 0);
        }
    }

    private static int searches(String url) {
        return OpenSearchServer.ask(url, "GET", "/_tasks?actions=indices:data/read/search*&group_by=none", "")
                .list("tasks")
                .size();
    }
}
