package dev.asyncz.agent.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.Exhaustive;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.PastedText;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A storage finds what a query matches: all of it, once, up to the limit. */
abstract class QueryContract extends RoundTripContract {
    @Test
    void should_find_nothing_when_empty() throws Exception {
        try (LogStorage storage = open()) {
            assertEquals(List.of(), find(storage, LogQuery.ALL));
            assertEquals(List.of(), find(storage, LogQuery.ALL.withTask("a").withText("b")));
        }
    }

    @Test
    void should_count_matches_towards_the_limit() throws Exception {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            entries.add(entry(i % 100 == 0 ? "rare " + i : "common " + i));
        }
        try (LogStorage storage = open()) {
            storage.appendAll(entries);
            settle(storage);

            assertEquals(
                    List.of("rare 900", "rare 800", "rare 700"),
                    messages(find(storage, LogQuery.ALL.withText("RARE").withLimit(3))));
            assertEquals(1, find(storage, LogQuery.ALL.withLimit(1)).size());
            assertEquals(
                    10,
                    find(storage, LogQuery.ALL.withText("rare").withLimit(1_000))
                            .size());
        }
    }

    @Exhaustive
    @Test
    void should_filter_as_the_query_matches() throws Exception {
        List<LogEntry> entries = mixed(200);
        try (LogStorage storage = open()) {
            storage.appendAll(entries);
            settle(storage);

            for (LogQuery query : EveryQuery.of(entries)) {
                List<LogEntry> expected =
                        newestFirst(entries).stream().filter(query::matches).toList();
                assertEquals(
                        expected.stream().limit(query.limit()).toList(), find(storage, query), () -> "for " + query);
            }
        }
    }

    /** Whatever people paste into the search: it is read the same way, and found, in all storages. */
    @Test
    void should_find_what_is_pasted() throws Exception {
        String run = "01939b5e-7c00-7000-8000-0123456789ab";
        String message =
                "pool of jdbc:postgresql://db/x at localhost:8080, C:\\temp\\in.csv sha256:ab12 (OrderService.java:87)";
        LogEntry wanted = new LogEntry(
                ids.next(),
                NOON,
                LogLevel.WARN,
                message,
                "com.acme.OrderService",
                "com.acme.Main.start:42",
                run,
                Map.of(
                        "thread",
                        "main",
                        "mdc",
                        Map.of("traceId", "4bf92f3577b34da6a3ce929d0e0e4736"),
                        LogEntry.EXCEPTION,
                        "java.lang.Error: no\n\tat com.acme.Orders.load(Orders.java:10)\nCaused by: java.io.IOException: timed out\n"));
        try (LogStorage storage = open()) {
            storage.appendAll(entries(20));
            storage.append(wanted);
            storage.appendAll(entries(20));
            settle(storage);
            LogReader lines = new LogReader(storage);
            PastedText pasted = new PastedText(lines, new RunHistory(new TaskRegistry()));

            for (String text : List.of(
                    "localhost:8080",
                    "OrderService.java:87",
                    "jdbc:postgresql://db/x",
                    "C:\\temp",
                    "sha256:ab12",
                    "com.acme.Main.start:42",
                    "com.acme.OrderService",
                    "at com.acme.Orders.load(Orders.java:10)",
                    "Caused by: java.io.IOException: timed out",
                    run,
                    "4bf92f3577b34da6a3ce929d0e0e4736",
                    "traceId:4bf92f3577b34da6a3ce929d0e0e4736",
                    "nowhere OR sha256:ab12",
                    NOON.toString().replace("Z", ",000Z") + " WARN [main] c.a.OrderService - " + message,
                    NOON.toString().replace("Z", ",000Z") + " WARN: " + message)) {
                LogFilters read = LogFilters.of(
                        pasted.read(QueryParameters.NONE.with("q", text)).parameters());
                assertEquals(
                        List.of(wanted.id()),
                        lines.find(read).stream().map(LogEntry::id).toList(),
                        () -> text + " as " + read.search());
            }
        }
    }

    @Test
    void should_meet_some_conditions_with_some_entries_and_not_with_others() {
        List<LogEntry> entries = mixed(200);
        for (LogCondition condition : EveryQuery.conditions()) {
            long met = entries.stream().filter(condition::matches).count();
            boolean never = condition.field().equals("nowhere");
            boolean always = condition.field().equals("logger");
            assertEquals(!never && !always, met > 0 && met < 200, condition::toString);
        }
    }

    @Test
    void should_count_what_matches_by_time_and_level() throws Exception {
        List<LogEntry> entries = mixed(200);
        Instant from = NOON.plusSeconds(20);
        Instant to = NOON.plusSeconds(120);
        try (LogStorage storage = open()) {
            storage.appendAll(entries);
            settle(storage);

            for (LogQuery query : List.of(
                    LogQuery.ALL,
                    LogQuery.ALL.withLimit(1).withTask("task-1"),
                    LogQuery.ALL.withMinimumLevel(LogLevel.WARN).withRange(NOON.plusSeconds(30), NOON.plusSeconds(90)),
                    LogQuery.ALL.withCondition(new LogCondition("mdc.user", Match.CONTAINS, "bob", false)),
                    LogQuery.ALL.withCondition(new LogCondition("", Match.REGEX, "1\\d$", true)))) {
                LogHistogram counted = storage.histogram(query, from, to, 10);

                assertEquals(from, counted.from());
                assertEquals(Duration.ofSeconds(10), counted.width());
                assertTrue(counted.complete());
                long matches = 0;
                for (int i = 0; i < 10; i++) {
                    LogQuery bucket = query.withLimit(1_000)
                            .withRange(
                                    later(query.since(), counted.start(i)),
                                    earlier(query.until(), counted.start(i + 1)));
                    Map<LogLevel, Long> expected = entries.stream()
                            .filter(bucket::matches)
                            .collect(Collectors.groupingBy(LogEntry::level, Collectors.counting()));
                    assertEquals(expected, counted.buckets().get(i), () -> "for " + bucket);
                    matches += expected.values().stream().mapToLong(n -> n).sum();
                }
                assertEquals(matches, counted.matches());
            }
        }
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a != null && a.isAfter(b) ? a : b;
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a != null && a.isBefore(b) ? a : b;
    }

    @Test
    void should_page_through_everything_exactly_once() throws Exception {
        List<LogEntry> entries = mixed(200);
        try (LogStorage storage = open()) {
            storage.appendAll(entries);
            settle(storage);

            for (LogQuery query : List.of(
                    LogQuery.ALL.withLimit(7),
                    LogQuery.ALL.withLimit(1).withTask("task-1"),
                    LogQuery.ALL.withLimit(200),
                    LogQuery.ALL.withLimit(11).withText("message"))) {
                List<LogEntry> paged = new ArrayList<>();
                UUID cursor = null;
                List<LogEntry> page;
                do {
                    page = find(storage, query.withBefore(cursor));
                    paged.addAll(page);
                    cursor = page.isEmpty() ? cursor : page.get(page.size() - 1).id();
                } while (!page.isEmpty());

                assertEquals(
                        newestFirst(entries).stream().filter(query::matches).toList(), paged, () -> "for " + query);
            }
        }
    }

    @Test
    void should_part_everything_at_a_cursor_there_or_not() throws Exception {
        List<LogEntry> entries = entries(50);
        LogEntry missing = entries.remove(25);
        List<LogEntry> expected = newestFirst(entries);
        try (LogStorage storage = open()) {
            appendEach(storage, entries);

            assertEquals(expected.subList(0, 24), find(storage, LogQuery.ALL.withAfter(missing.id())));
            assertEquals(expected.subList(24, 49), find(storage, LogQuery.ALL.withBefore(missing.id())));
            assertEquals(
                    expected.subList(0, 9),
                    find(storage, LogQuery.ALL.withAfter(expected.get(9).id())));
            assertEquals(
                    expected.subList(10, 49),
                    find(storage, LogQuery.ALL.withBefore(expected.get(9).id())));
            assertEquals(
                    List.of(),
                    find(storage, LogQuery.ALL.withAfter(expected.get(0).id())));
            assertEquals(
                    List.of(),
                    find(storage, LogQuery.ALL.withBefore(expected.get(48).id())));
        }
    }
}
