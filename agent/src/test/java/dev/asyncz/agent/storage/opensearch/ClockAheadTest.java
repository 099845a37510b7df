package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.storage.opensearch.FakeCluster.Answer;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Asked;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a node's clock is ahead, or an index has been made ahead: the one that is written to is the one before. */
class ClockAheadTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:40Z");
    private static final String WRITTEN = "asyncz-logs-2026.05.01";
    private static final String FUTURE = "asyncz-logs-2026.05.09";

    private final FakeCluster cluster = new FakeCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void should_not_drop_what_is_written_to_where_there_is_an_index_of_a_day_to_come() {
        sweep("storage.retention.bytes=1m", FUTURE, WRITTEN, "asyncz-logs-2026.04.30");

        assertEquals(List.of("/asyncz-logs-2026.04.30"), paths("DELETE"));
    }

    @Test
    void should_begin_an_index_where_there_is_one_of_a_day_to_come() {
        sweep("storage.retention.bytes=1m", FUTURE, WRITTEN);

        assertEquals(List.of("/asyncz-logs-2026.05.01-1202"), paths("PUT"));
    }

    @Test
    void should_neither_drop_the_one_before_nor_begin_another_where_one_was_made_ahead() {
        sweep("storage.retention.bytes=1m", WRITTEN + "-1201", WRITTEN);

        assertEquals(List.of(), paths("DELETE"));
        assertEquals(List.of(), paths("PUT"));
    }

    private void sweep(String option, String... names) {
        String settings =
                Arrays.stream(names).map(each -> "\"" + each + "\":{}").collect(Collectors.joining(","));
        String stats = Arrays.stream(names)
                .map(each -> "\"" + each
                        + "\":{\"primaries\":{\"docs\":{\"count\":10},\"store\":{\"size_in_bytes\":2000000}}}")
                .collect(Collectors.joining(","));
        cluster.other = request -> request.path().contains("/_alias")
                ? new Answer(200, "{" + settings + "}")
                : request.path().contains("_stats")
                        ? new Answer(200, "{\"indices\":{" + stats + "}}")
                        : request.path().contains("_cat")
                                ? new Answer(200, "[{\"epoch\":\"" + NOW.getEpochSecond() + "\"}]")
                                : null;
        try (OpenSearchStorage storage = cluster.open(option)) {
            storage.oldIndices().sweep();
        }
    }

    private List<String> paths(String method) {
        return cluster.asked("/asyncz-logs-").stream()
                .filter(each -> each.method().equals(method))
                .map(Asked::path)
                .toList();
    }
}
