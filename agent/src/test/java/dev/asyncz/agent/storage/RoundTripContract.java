package dev.asyncz.agent.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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

/** A storage gives back what was appended, whatever it is. */
abstract class RoundTripContract extends StorageSubject {
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
                "abc\0d",
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
                            .map(RoundTripContract::comparable)
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
}
