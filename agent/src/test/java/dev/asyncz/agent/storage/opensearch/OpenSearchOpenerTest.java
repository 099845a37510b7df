package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Answer;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Asked;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who logs in where, and what is said where that does not do. */
class OpenSearchOpenerTest {
    private final FakeCluster cluster = new FakeCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void should_log_in_with_user_and_password() {
        cluster.open("storage.user=me", "storage.password=s:3").close();

        assertEquals(
                "Basic " + Base64.getEncoder().encodeToString("me:s:3".getBytes(StandardCharsets.UTF_8)),
                cluster.asked.get(0).authorization());
    }

    @Test
    void should_log_in_with_a_key_or_a_token() {
        cluster.open("storage.opensearch.apikey=abc=", "storage.user=me").close();
        cluster.open("storage.opensearch.bearer=xyz").close();

        assertEquals(
                List.of("ApiKey abc=", "Bearer xyz"),
                cluster.asked.stream().map(Asked::authorization).distinct().toList());
    }

    /** A client would quote it. */
    @ParameterizedTest
    @ValueSource(strings = {"storage.opensearch.apikey", "storage.opensearch.bearer"})
    void should_name_the_option_and_not_the_secret_that_no_header_can_have(String option) {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> cluster.open(option + "=s3cret–key"));

        String told = String.valueOf(failure.getMessage());
        assertTrue(told.contains(option), told);
        assertFalse(told.contains("s3cret"), told);
        assertNull(failure.getCause());
    }

    @Test
    void should_say_which_right_is_missing_to_make_templates() {
        cluster.other = request -> request.path().startsWith("/_index_template")
                        && request.method().equals("PUT")
                ? new Answer(403, "{\"error\":{\"type\":\"security_exception\",\"reason\":\"no permissions\"}}")
                : null;

        String told = told(cluster.url());
        assertTrue(told.contains("security_exception: no permissions"), told);
        assertTrue(told.contains("the user needs the right to see and make index templates"), told);
        assertTrue(told.contains("manage_index_templates"), told);
    }

    @Test
    void should_make_no_template_that_is_there() {
        cluster.other = request -> request.path().startsWith("/_index_template")
                ? new Answer(200, "{\"index_templates\":[{\"index_template\":{\"version\":1}}]}")
                : null;

        cluster.open().close();

        assertTrue(cluster.asked("/_index_template").stream()
                .allMatch(each -> each.method().equals("GET")));
    }

    @Test
    void should_tell_elasticsearch_by_what_it_says_of_itself() {
        cluster.other =
                request -> request.path().equals("/") ? new Answer(200, "{\"version\":{\"number\":\"8.15.0\"}}") : null;

        cluster.open("storage.opensearch.policy=thirty-days").close();

        String template = cluster.asked("/_index_template/asyncz-logs").get(1).body();
        assertTrue(template.contains("\"flattened\"") && !template.contains("normalizer"), template);
        assertTrue(template.contains("\"index.lifecycle.name\":\"thirty-days\""), template);
    }

    /** Elasticsearch says it by either status. */
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 504})
    void should_give_up_a_search_that_takes_too_long(int status) {
        cluster.other = request -> request.path().contains("/_alias")
                ? new Answer(200, "{\"asyncz-logs-2026.05.01\":{}}")
                : request.path().contains("_search")
                        ? new Answer(
                                status,
                                "{\"error\":{\"type\":\"search_phase_execution_exception\",\"reason\":\"all shards"
                                        + " failed\",\"caused_by\":{\"reason\":\"Time exceeded\"}}}")
                        : null;
        try (OpenSearchStorage storage = cluster.open()) {
            SearchStopped slow = assertThrows(SearchStopped.class, () -> storage.query(LogQuery.ALL));

            assertTrue(String.valueOf(slow.getMessage()).startsWith("The search was given up after 5 s"));
        }
    }

    @Test
    void should_say_that_something_else_answers() {
        cluster.other = request -> new Answer(200, "<html>");

        assertTrue(told(cluster.url()).contains("no OpenSearch and no Elasticsearch is there"), told(cluster.url()));
    }

    @Test
    void should_say_that_a_trust_store_cannot_be_read() {
        StorageUnavailable failure = assertThrows(
                StorageUnavailable.class, () -> cluster.open("storage.opensearch.truststore=/nowhere/ca.p12"));

        assertTrue(String.valueOf(failure.getMessage()).contains("/nowhere/ca.p12"), failure::toString);
    }

    @Test
    void should_go_on_with_the_next_host_where_one_is_gone() {
        try (FakeCluster second = new FakeCluster();
                OpenSearchStorage storage = (OpenSearchStorage) new OpenSearchOpener()
                        .open(
                                OpenSearchServer.config(cluster.url() + ",127.0.0.1:" + second.port()),
                                EntryKind.LOGS,
                                line -> {})) {
            storage.append(entry());
            assertEquals(1, cluster.asked("/_bulk").size());
            cluster.close();

            storage.append(entry());
            assertEquals(List.of(), storage.query(LogQuery.ALL));
            assertEquals(1, second.asked("/_bulk").size());
            second.close();
            String told = String.valueOf(assertThrows(StorageUnavailable.class, () -> storage.append(entry()))
                    .getMessage());
            assertTrue(told.startsWith("127.0.0.1:"), told);
            assertFalse(told.contains("Authorization"), told);
        }
    }

    private static String told(String url) {
        return String.valueOf(assertThrows(
                        StorageUnavailable.class,
                        () -> new OpenSearchOpener().open(OpenSearchServer.config(url), EntryKind.LOGS, line -> {}))
                .getMessage());
    }

    private static LogEntry entry() {
        return new LogEntry(
                new TimeOrderedIds(System::currentTimeMillis).next(),
                Instant.now(),
                LogLevel.INFO,
                "m",
                "l",
                null,
                null,
                Map.of());
    }
}
