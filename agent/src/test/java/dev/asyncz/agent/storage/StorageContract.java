package dev.asyncz.agent.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.tasks.RunHistory;
import dev.asyncz.agent.tasks.RunJournal;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.RunListener;
import dev.asyncz.bootstrap.RunScope;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every storage has to pass. A subclass opens its storage, and says what it cannot keep exactly as it was given;
 * everything else is the same for all.
 */
public abstract class StorageContract {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final int WRITERS = 4;
    private static final int EACH = 500;

    private final TimeOrderedIds ids = new TimeOrderedIds(NOON::toEpochMilli);

    /** An empty storage with room for 5,000 short lines and a message of 1 MB. Each is closed. */
    protected abstract LogStorage open() throws Exception;

    /** What becomes of a text: a storage may replace NUL and lone surrogates. */
    protected String kept(String text) {
        return text;
    }

    /** What becomes of a time: a storage may keep it less precisely, but no less than to the millisecond. */
    protected Instant kept(Instant ts) {
        return ts;
    }

    /** Called when all is appended and a query should find it: for a storage that others index. */
    protected void settle(LogStorage storage) throws Exception {}

    @Test
    void should_find_nothing_when_empty() throws Exception {
        try (LogStorage storage = open()) {
            assertEquals(List.of(), find(storage, LogQuery.ALL));
            assertEquals(List.of(), find(storage, LogQuery.ALL.withTask("a").withText("b")));
        }
    }

    @Test
    void should_give_back_every_part_of_an_entry() throws Exception {
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("thread", "main");
        extra.put("exception", "java.io.IOException: x\n\tat A.b(A.java:1)\n\tat C.d(C.java:2)");
        extra.put("count", 17);
        extra.put("long", Long.MAX_VALUE);
        extra.put("share", 0.25);
        extra.put("flag", true);
        extra.put("empty", "");
        extra.put("list", List.of("a", 1, List.of(), List.of(false, Map.of("deep", "est"))));
        extra.put("mdc", Map.of("user", "ann", "nested", Map.of("k", List.of(1, 2)), "none", Map.of()));
        LogEntry entry = new LogEntry(
                ids.next(), NOON.plusNanos(123_456_789), LogLevel.ERROR, "one\ntwo", "com.acme.Jobs", "t", "r", extra);
        LogEntry bare = new LogEntry(ids.next(), NOON, LogLevel.TRACE, "", "", null, null, Map.of());

        assertRoundTrip(List.of(entry, bare));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void should_give_back_hostile_text(String text) throws Exception {
        assertRoundTrip(List.of(
                entry("before"),
                new LogEntry(
                        ids.next(),
                        NOON,
                        LogLevel.INFO,
                        text,
                        text,
                        text + "t",
                        "r",
                        Map.of("k", text, "m", Map.of(text, List.of(text)))),
                entry("after")));
    }

    static List<String> hostileTexts() {
        StringBuilder controls = new StringBuilder();
        for (char c = 1; c < 0xa0; c++) {
            controls.append(c);
        }
        return List.of(
                controls.toString(),
                "a\0b",
                "\0",
                "grüße λόγος Привет 日本語 한국어 عربى",
                "👩‍👩‍👧‍👦🚀 \ud835\udd04",
                "high \ud83d alone",
                "low \ude80 alone",
                "\ude80\ud83d swapped",
                "\u202eright to left\u2066",
                "\u2028\u2029\ufeff\uffff",
                "\u001b[31mred\u001b[0m",
                "{\"json\":[1,2,{\"a\":\"b\\u0000\"}]} \\ \" ' \\n \\u0041",
                "'; DROP TABLE asyncz_logs; -- %s %d {} ${jndi:ldap://x} $$ ? :name",
                " leading and trailing \t",
                "line\nline\r\nline\rline\n",
                "2026-05-01T12:00:00.000Z ERROR [main] com.acme - looks like a line of its own");
    }

    @Test
    void should_keep_a_message_of_a_megabyte() throws Exception {
        assertRoundTrip(List.of(entry("before"), entry("0123456789abcdef".repeat(1 << 16)), entry("after")));
    }

    @Test
    void should_give_the_newest_first_by_id() throws Exception {
        List<LogEntry> entries = entries(20);
        try (LogStorage storage = open()) {
            appendEach(storage, entries);

            assertEquals(newestFirst(entries), find(storage, LogQuery.ALL));
        }
    }

    @Test
    void should_order_by_id_what_came_slightly_out_of_order() throws Exception {
        List<LogEntry> entries = entries(300);
        List<LogEntry> jumbled = new ArrayList<>(entries);
        for (int from = 0; from < 300; from += 10) {
            Collections.shuffle(jumbled.subList(from, from + 10), new Random(from));
        }
        try (LogStorage storage = open()) {
            appendEach(storage, jumbled);

            assertEquals(newestFirst(entries), find(storage, LogQuery.ALL.withLimit(300)));
            assertEquals(newestFirst(entries).subList(0, 5), find(storage, LogQuery.ALL.withLimit(5)));
        }
    }

    @Test
    void should_order_by_id_whatever_the_times_say() throws Exception {
        List<LogEntry> entries = new ArrayList<>();
        for (int hours : new int[] {0, 2, -2, 1}) {
            entries.add(new LogEntry(
                    ids.next(),
                    NOON.plusSeconds(3600L * hours),
                    LogLevel.INFO,
                    "h" + hours,
                    "l",
                    null,
                    null,
                    Map.of()));
        }
        try (LogStorage storage = open()) {
            appendEach(storage, entries);

            assertEquals(newestFirst(entries), find(storage, LogQuery.ALL));
        }
    }

    /** An asynchronous logger, or work that nobody asked for its end, may bring an ERROR long after the run. */
    @Test
    void should_show_a_run_once_and_in_its_last_state_that_is_written_twice() throws Exception {
        try (LogStorage storage = open()) {
            RunJournal journal = new RunJournal(() -> "shop-1");
            TaskRegistry tasks = new TaskRegistry(journal);
            Hub.open(LineSink.NONE, tasks, BridgeDoor.CLOSED, FailureLog.NONE);
            RunScope.end(RunScope.begin("Timer", "good"));
            Object begun = RunScope.begin("Timer", "good");
            String late = Objects.requireNonNull(RunScope.current()).id();
            RunScope.end(begun);
            write(journal, tasks, storage, 2);
            tasks.line(late, LogLevel.ERROR);
            write(journal, tasks, storage, 1);
            Hub.open(LineSink.NONE, RunListener.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
            settle(storage);

            RunHistory other =
                    new RunHistory(new TaskRegistry(), new RunJournal(() -> "shop-2"), storage, true, () -> "shop-2");
            assertEquals(
                    List.of("errors", "ok"),
                    other.runs(run -> true, 10).stream()
                            .map(run -> run.outcome().key())
                            .toList());
            assertEquals(2, other.tasks().get(0).facts().runs());
            assertEquals(
                    "errors", Objects.requireNonNull(other.run(late)).outcome().key());
        }
    }

    /** As its writer does, which comes by now and then. */
    private static void write(RunJournal journal, TaskRegistry tasks, LogStorage storage, int records) {
        List<LogEntry> written = new ArrayList<>();
        await("that the runs are written down").until(() -> {
            journal.write(tasks, written::add);
            return written.stream().filter(each -> each.runId() != null).count() >= records;
        });
        storage.appendAll(written);
    }

    @Test
    void should_take_a_batch_as_single_entries() throws Exception {
        List<LogEntry> entries = entries(500);
        try (LogStorage storage = open()) {
            storage.appendAll(entries.subList(0, 1));
            storage.appendAll(List.of());
            storage.appendAll(entries.subList(1, 500));
            settle(storage);

            assertEquals(newestFirst(entries), find(storage, LogQuery.ALL.withLimit(1_000)));
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

    @Test
    void should_filter_as_the_query_matches() throws Exception {
        List<LogEntry> entries = mixed(200);
        try (LogStorage storage = open()) {
            storage.appendAll(entries);
            settle(storage);

            for (LogQuery query : queries(entries)) {
                List<LogEntry> expected =
                        newestFirst(entries).stream().filter(query::matches).toList();
                assertEquals(
                        expected.stream().limit(query.limit()).toList(), find(storage, query), () -> "for " + query);
            }
        }
    }

    /** Every filter alone, with every other and with one of its own kind, and some that match nothing. */
    private static List<LogQuery> queries(List<LogEntry> entries) {
        UUID early = entries.get(entries.size() / 4).id();
        UUID late = entries.get(entries.size() * 3 / 4).id();
        List<List<LogQuery>> filters = List.of(
                List.of(
                        LogQuery.ALL.withTask("task-1"), LogQuery.ALL.withTask("group.Täsk %_\\ 2"),
                        LogQuery.ALL.withTask("task"), LogQuery.ALL.withTask("TASK-1")),
                List.of(LogQuery.ALL.withRun("run-3"), LogQuery.ALL.withRun("run-99")),
                List.of(
                        LogQuery.ALL.withLevels(EnumSet.of(LogLevel.INFO)),
                        LogQuery.ALL.withMinimumLevel(LogLevel.WARN),
                        LogQuery.ALL.withLevels(EnumSet.of(LogLevel.TRACE, LogLevel.ERROR))),
                List.of(
                        LogQuery.ALL.withText("message 1"), LogQuery.ALL.withText("ÄRGER 100% _x_ \\ [a"),
                        LogQuery.ALL.withText("at com.acme.x"), LogQuery.ALL.withText("nowhere")),
                List.of(
                        LogQuery.ALL.withRange(NOON.plusSeconds(50), null),
                        LogQuery.ALL.withRange(null, NOON.plusSeconds(120)),
                        LogQuery.ALL.withRange(NOON.plusSeconds(60), NOON.plusSeconds(61))),
                List.of(
                        LogQuery.ALL.withBefore(late),
                        LogQuery.ALL.withAfter(early),
                        LogQuery.ALL.withAfter(early).withBefore(late)),
                conditions().stream().map(LogQuery.ALL::withCondition).toList(),
                List.of(LogQuery.ALL.withLimit(1), LogQuery.ALL.withLimit(7), LogQuery.ALL.withLimit(1_000)));
        List<LogQuery> all = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            List<LogQuery> kind = filters.get(i);
            for (int k = 0; k < kind.size(); k++) {
                LogQuery one = kind.get(k);
                all.add(one);
                all.add(both(one, kind.get((k + 1) % kind.size())));
                filters.subList(i + 1, filters.size()).forEach(others -> others.forEach(b -> all.add(both(one, b))));
            }
        }
        all.add(LogQuery.ALL
                .withTask("task-1")
                .withRun("run-1")
                .withMinimumLevel(LogLevel.INFO)
                .withText("message")
                .withRange(NOON, NOON.plusSeconds(150))
                .withAfter(early)
                .withBefore(late)
                .withLimit(3));
        return all;
    }

    private static LogQuery both(LogQuery a, LogQuery b) {
        return new LogQuery(
                or(a.taskId(), b.taskId()),
                or(a.runId(), b.runId()),
                a.levels().isEmpty() ? b.levels() : a.levels(),
                or(a.text(), b.text()),
                or(a.since(), b.since()),
                or(a.until(), b.until()),
                or(a.before(), b.before()),
                or(a.after(), b.after()),
                a.limit() == LogQuery.DEFAULT_LIMIT ? b.limit() : a.limit(),
                Stream.concat(a.conditions().stream(), b.conditions().stream()).toList());
    }

    /** Each field and each way to compare, that is met by some entries and not by others, and the contrary of each. */
    private static List<LogCondition> conditions() {
        List<LogCondition> all = new ArrayList<>();
        for (boolean negated : new boolean[] {false, true}) {
            for (String[] each : new String[][] {
                {"", "MESSAGE 1", "message 11", "e 1\\d$|BOOM"},
                {"message", "100% _x_ \\ [A3", "message 12", "^ä.*\\[a[34]"},
                {"exception", "com.acme", "E: boom\n\tat com.acme.X.y", "^E:\\s+boom"},
                {"logger", "ACME", "com.acme", "ac?me"},
                {"level", "err", "WARN", "^(warn|info)$"},
                {"level", "verb", "VERBOSE", "^verbose$"},
                {"task_id", "täsk %_\\", "task-1", "-[13]"},
                {"run_id", "RUN-1", "run-3", "1\\d"},
                {"thread", "MAI", "main", "^m"},
                {"user", "ÄNN", "ännchen", "chen$"},
                {"mdc.user", "änn", "bob \"b\"", "bob"},
                {"fields.order.id", "1", "7", "^1\\d$"},
                {"order.id", "4", "14", "4"},
                {"a.b", "c", "abc", "b"},
                {"tags", "ed", "red", "^gr"},
                {"share", ".5", "0.5", "5$"},
                {"nowhere", "a", "a", "a"}
            }) {
                all.add(new LogCondition(each[0], Match.CONTAINS, each[1], negated));
                all.add(new LogCondition(each[0], Match.EQUALS, each[2], negated));
                all.add(new LogCondition(each[0], Match.REGEX, each[3], negated));
            }
        }
        return all;
    }

    @Test
    void should_meet_some_conditions_with_some_entries_and_not_with_others() {
        List<LogEntry> entries = mixed(200);
        for (LogCondition condition : conditions()) {
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

    private static <T> @Nullable T or(@Nullable T a, @Nullable T b) {
        return a != null ? a : b;
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

    @Test
    void should_account_for_every_entry() throws Exception {
        try (LogStorage storage = open()) {
            storage.appendAll(entries(300));
            appendEach(storage, entries(10));
            StorageStats stats = storage.stats();

            if (!stats.equals(StorageStats.UNKNOWN)) {
                assertEquals(310, stats.appended());
                assertEquals(stats.appended(), stats.size() + stats.dropped());
                assertEquals(
                        stats.size(),
                        find(storage, LogQuery.ALL.withLimit(1_000)).size());
            }
        }
    }

    @Test
    void should_lose_nothing_and_keep_the_order_with_four_writers_and_a_reader() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        AtomicBoolean writing = new AtomicBoolean(true);
        try (LogStorage storage = open()) {
            Future<Integer> reader = threads.submit(() -> {
                int queries = 0;
                do {
                    assertWhole(find(storage, LogQuery.ALL.withLimit(WRITERS * EACH)));
                    queries++;
                } while (writing.get());
                return queries;
            });
            List<Callable<@Nullable Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String task = "writer-" + i;
                writers.add(() -> {
                    for (int n = 0; n < EACH; n++) {
                        storage.append(new LogEntry(
                                ids.next(), NOON, LogLevel.INFO, String.valueOf(n), "l", task, null, Map.of()));
                    }
                    return null;
                });
            }
            for (Future<@Nullable Void> each : threads.invokeAll(writers)) {
                each.get();
            }
            writing.set(false);
            assertTrue(reader.get() > 0);
            settle(storage);

            List<LogEntry> all = find(storage, LogQuery.ALL.withLimit(2 * WRITERS * EACH));
            assertEquals(WRITERS * EACH, all.size());
            assertWhole(all);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Strictly descending, and of each writer all lines before the last that is there: it wrote them one by one. */
    private static void assertWhole(List<LogEntry> found) {
        assertDescending(found);
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (LogEntry each : found) {
            int number = Integer.parseInt(each.message());
            Integer next = expected.put(String.valueOf(each.taskId()), number - 1);
            assertTrue(next == null || next == number, () -> each.taskId() + " lacks a line near " + number);
        }
        expected.forEach((task, next) -> assertEquals(-1, next, () -> task + " lacks its first lines"));
    }

    private static void assertDescending(List<LogEntry> found) {
        for (int i = 1; i < found.size(); i++) {
            assertTrue(LogEntry.compareIds(found.get(i - 1).id(), found.get(i).id()) > 0, "at " + i);
        }
    }

    /** Any entries, in one storage a time: what comes back is what went in. */
    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void should_give_back_whatever_was_appended(@ForAll("anyParts") List<Parts> parts) throws Exception {
        List<LogEntry> entries =
                parts.stream().map(each -> each.entry(ids.next())).toList();
        assertRoundTrip(entries);
    }

    /** What an entry is made of, but for its id. */
    public record Parts(
            long nanos,
            LogLevel level,
            String message,
            String logger,
            @Nullable String task,
            @Nullable String run,
            Map<String, Object> extra) {
        LogEntry entry(UUID id) {
            return new LogEntry(id, NOON.plusNanos(nanos), level, message, logger, task, run, extra);
        }
    }

    @Provide
    Arbitrary<List<Parts>> anyParts() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().ascii().ofMaxLength(40),
                Arbitraries.strings()
                        .withChars("\0\n\r\t\u001b\ud83d\ude80\u2028\"\\'%_")
                        .ofMaxLength(20));
        Arbitrary<String> name = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20);
        Arbitrary<Object> plain = Arbitraries.oneOf(
                text.map(each -> (Object) each),
                Arbitraries.integers().map(each -> (Object) each),
                Arbitraries.longs().map(each -> (Object) each),
                Arbitraries.doubles().map(each -> (Object) each),
                Arbitraries.of(true, false).map(each -> (Object) each));
        Arbitrary<Object> value = nested(nested(plain, name), name);
        return Combinators.combine(
                        Arbitraries.longs().between(0, 86_400_000_000_000L),
                        Arbitraries.of(LogLevel.class),
                        text,
                        text,
                        name.injectNull(0.3),
                        name.injectNull(0.3),
                        Arbitraries.maps(name, value).ofMaxSize(5))
                .as(Parts::new)
                .list()
                .ofMaxSize(10);
    }

    private static Arbitrary<Object> nested(Arbitrary<Object> inner, Arbitrary<String> name) {
        return Arbitraries.oneOf(
                inner,
                inner.list().ofMaxSize(4).map(each -> (Object) each),
                Arbitraries.maps(name, inner).ofMaxSize(4).map(each -> (Object) each));
    }

    private void assertRoundTrip(List<LogEntry> entries) throws Exception {
        try (LogStorage storage = open()) {
            appendEach(storage, entries);
            List<LogEntry> found = find(storage, LogQuery.ALL);

            assertEquals(
                    newestFirst(entries).stream()
                            .map(this::kept)
                            .map(Object::toString)
                            .toList(),
                    found.stream()
                            .map(StorageContract::comparable)
                            .map(Object::toString)
                            .toList());
        }
    }

    private LogEntry kept(LogEntry entry) {
        String task = entry.taskId();
        String run = entry.runId();
        return comparable(new LogEntry(
                entry.id(),
                kept(entry.ts()),
                entry.level(),
                kept(entry.message()),
                kept(entry.logger()),
                task == null ? null : kept(task),
                run == null ? null : kept(run),
                map(keptValue(entry.extra()))));
    }

    private Object keptValue(Object value) {
        if (value instanceof String text) {
            return kept(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> kept = new LinkedHashMap<>();
            map.forEach((key, each) -> kept.put(kept((String) key), keptValue(each)));
            return kept;
        }
        return value instanceof Collection<?> list
                ? list.stream().map(this::keptValue).toList()
                : value;
    }

    /** Numbers by value, whatever their class; maps in the order of their keys. */
    private static LogEntry comparable(LogEntry entry) {
        return new LogEntry(
                entry.id(),
                entry.ts(),
                entry.level(),
                entry.message(),
                entry.logger(),
                entry.taskId(),
                entry.runId(),
                Map.of("extra", comparable(entry.extra())));
    }

    private static Object comparable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put((String) key, comparable(assertNotNullValue(each))));
            return sorted;
        }
        if (value instanceof Collection<?> list) {
            return list.stream()
                    .map(each -> comparable(assertNotNullValue(each)))
                    .toList();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) (long) number : (Object) number;
        }
        return value instanceof Number number ? (Object) number.longValue() : value;
    }

    private static Object assertNotNullValue(@Nullable Object value) {
        assertNotNull(value, "no value is null");
        return value;
    }

    @SuppressWarnings("unchecked") // Made of a map just before.
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private void appendEach(LogStorage storage, List<LogEntry> entries) throws Exception {
        entries.forEach(storage::append);
        settle(storage);
    }

    private static List<LogEntry> find(LogStorage storage, LogQuery query) {
        List<LogEntry> found = new ArrayList<>();
        storage.query(query).forEach(found::add);
        return found;
    }

    private static List<LogEntry> newestFirst(List<LogEntry> entries) {
        List<LogEntry> reversed = new ArrayList<>(entries);
        reversed.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
        return reversed;
    }

    private static List<String> messages(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::message).toList();
    }

    private List<LogEntry> entries(int count) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry("message " + i));
        }
        return entries;
    }

    private LogEntry entry(String message) {
        return new LogEntry(ids.next(), NOON, LogLevel.INFO, message, "com.acme", null, null, Map.of());
    }

    /** Entries of three tasks and of none, of all levels, a second apart, some with an exception. */
    private List<LogEntry> mixed(int count) {
        LogLevel[] levels = LogLevel.values();
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String task = i % 4 == 0 ? null : i % 4 == 2 ? "group.Täsk %_\\ 2" : "task-" + i % 4;
            String message = i % 10 == 3 ? "Ärger 100% _X_ \\ [a" + i : "message " + i;
            Map<String, Object> extra = new HashMap<>();
            if (i % 6 == 0) {
                extra.put(LogEntry.EXCEPTION, "E: boom\n\tat com.acme.X.y");
            } else {
                extra.put("thread", "main");
                extra.put("mdc", Map.of("user", i % 2 == 0 ? "ännchen" : "bob \"b\"", "a.b", "abc"));
                extra.put("fields", Map.of("order", Map.of("id", i / 8)));
                extra.put("tags", List.of(i % 3 == 1 ? "red" : "green", i));
                extra.put("share", i / 8.0);
                if (i % 10 == 1) {
                    extra.put("level", "VERBOSE");
                }
            }
            entries.add(new LogEntry(
                    ids.next(),
                    NOON.plusSeconds(i),
                    levels[i % levels.length],
                    message,
                    "com.acme",
                    task,
                    task == null ? null : "run-" + i / 10,
                    extra));
        }
        return entries;
    }
}
