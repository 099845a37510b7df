package dev.asyncz.agent.dashboard.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {
    @Test
    void should_name_counters_as_prometheus_and_as_open_metrics_want_them() {
        StorageFigures figures = new StorageFigures("memory", 10, 7, 1, Map.of("queue_full", 2L), null);

        Metrics plain = new Metrics(false);
        plain.storage(figures);
        Metrics open = new Metrics(true);
        open.storage(figures);

        String text = plain.end();
        assertTrue(text.contains("# TYPE asyncz_storage_lines_produced_total counter\n"), text);
        assertTrue(text.contains("\nasyncz_storage_lines_produced_total 10\n"), text);
        assertTrue(text.contains("\nasyncz_storage_lines_dropped_total{reason=\"queue_full\"} 2\n"), text);
        assertTrue(text.contains("\nasyncz_storage_up 1\n"), text);
        assertFalse(text.contains("# EOF"), text);
        String opened = open.end();
        assertTrue(opened.contains("# TYPE asyncz_storage_lines_produced counter\n"), opened);
        assertTrue(opened.contains("\nasyncz_storage_lines_produced_total 10\n"), opened);
        assertTrue(opened.endsWith("# EOF\n"), opened);
    }

    @Test
    void should_say_of_a_storage_in_trouble_that_it_is_not_up() {
        Metrics metrics = new Metrics(false);
        metrics.storage(new StorageFigures("redis", 1, 0, 1, Map.of(), "unreachable"));

        assertTrue(metrics.end().contains("\nasyncz_storage_up 0\n"));
    }

    @Test
    void should_escape_and_cut_what_stands_in_a_label() {
        MetricsText text = new MetricsText(false);
        text.sample("a", 1.5, "task", "x\"y\\z\nw \ud800");
        text.sample("b", 1, "task", "t".repeat(5_000));
        text.sample("b", 1, "task", "t".repeat(5_001));

        List<String> lines = text.end().lines().toList();
        assertEquals("a{task=\"x\\\"y\\\\z\\nw \ufffd\"} 1.5", lines.get(0));
        assertTrue(lines.get(1).length() < 256 + "b{task=\"\"} 1".length(), lines.get(1));
        assertNotEquals(lines.get(1), lines.get(2), "Prometheus takes each sample once");
    }

    @Test
    void should_make_buckets_that_include_those_before() {
        MetricsText text = new MetricsText(false);
        text.histogram("d_seconds", List.of(0.001, 1.0), List.of(2L, 3L, 4L), 7.25, "task", "t");

        assertEquals("""
            d_seconds_bucket{task="t",le="0.001"} 2
            d_seconds_bucket{task="t",le="1"} 3
            d_seconds_bucket{task="t",le="+Inf"} 4
            d_seconds_sum{task="t"} 7.25
            d_seconds_count{task="t"} 4
            """, text.end());
    }

    @Test
    void should_tell_a_bound_of_open_metrics_from_a_whole_number() {
        MetricsText text = new MetricsText(true);
        text.histogram("d_seconds", List.of(1.0), List.of(2L, 2L), 1, "task", "t");

        assertTrue(text.end().startsWith("d_seconds_bucket{task=\"t\",le=\"1.0\"} 2\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | false",
                "*/* | false",
                "text/plain | false",
                "application/openmetrics-text | true",
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | true",
                "application/openmetrics-text; version=1.0.0; q=0.3, text/plain; q=0.5 | false",
                "application/openmetrics-text;q=0 | false",
                "application/openmetrics-text;q=x,text/plain | false"
            })
    void should_answer_in_the_format_that_the_asker_likes_best(String accept, boolean open) {
        assertEquals(open, MetricsText.wantsOpen(accept));
    }

    @Test
    void should_count_the_signs_of_each_kind_also_where_there_are_none() {
        Sign died = new Sign(Kind.DIED, "", "It died", "Certain", null);
        TaskFacts facts = new TaskFacts("nightly", "Spring", null, null, null, false, 1, 1, 0, null, null);
        Metrics metrics = new Metrics(false);
        metrics.signs(List.of(new TaskHistory(facts, List.of(), List.of(), List.of())), task -> List.of(died, died));

        String text = metrics.end();
        assertTrue(text.contains("\nasyncz_task_signs{task=\"nightly\",sign=\"died\"} 2\n"), text);
        assertTrue(text.contains("\nasyncz_signs{sign=\"died\"} 2\n"), text);
        assertTrue(text.contains("\nasyncz_signs{sign=\"overdue\"} 0\n"), text);
    }
}
