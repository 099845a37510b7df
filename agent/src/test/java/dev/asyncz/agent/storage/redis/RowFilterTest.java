package dev.asyncz.agent.storage.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is let go of before an entry is made of it would not have matched; most of what does not match is. */
class RowFilterTest {
    private static final String[] TEXTS = {
        "needle", "NEEDLE", "kiss", "\u212ai\u017fs", "Äpfel", "äPFEL", "\"q\"", "back\\slash", "tab\t", "line\nbreak",
        "exception", "\ud83d\ude00", "\ud83d", "1.5", "true", "1000", "ERROR", "node-1", "a.b", "\u2028"
    };
    private static final String[] FIELDS = {
        "", "message", "exception", "logger", "level", "task_id", "run_id", "node", "user", "n", "mdc.user", "thread"
    };

    private final TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
    private final Random random = new Random(22);

    @Test
    void should_let_all_pass_that_match() {
        int matches = 0;
        int dropped = 0;
        for (int i = 0; i < 100_000; i++) {
            List<byte[]> fields = Fields.write(entry(), "here");
            LogEntry stored = Objects.requireNonNull(Fields.read(fields));
            LogQuery query = query();
            boolean passes = new RowFilter(query, Duration.ofMinutes(1)).passes(fields);
            assertTrue(passes || !query.matches(stored), () -> query + " finds " + stored);
            matches += query.matches(stored) ? 1 : 0;
            dropped += passes ? 0 : 1;
        }
        assertTrue(matches > 1_000 && dropped > 10_000, matches + " match, " + dropped + " are let go of");
    }

    @ParameterizedTest
    @CsvSource({"'', nowhere", "message, nowhere", "customer, nobody", "node, nowhere", "logger, com.other"})
    void should_let_go_of_what_lacks_the_text_of_a_condition(String field, String text) {
        List<byte[]> fields = Fields.write(entry(), "here");

        for (Match match : Match.values()) {
            LogQuery query = LogQuery.ALL.withCondition(new LogCondition(field, match, text, false));
            assertFalse(new RowFilter(query, Duration.ofMinutes(1)).passes(fields), query::toString);
        }
    }

    @Test
    void should_let_go_of_other_levels_and_other_runs() {
        List<byte[]> fields = Fields.write(
                new LogEntry(ids.next(), Instant.EPOCH, LogLevel.INFO, "m", "", "t", "r", Map.of()), "here");

        List<Boolean> passed = List.of(
                        LogQuery.ALL.withMinimumLevel(LogLevel.WARN),
                        LogQuery.ALL.withRun("another"),
                        LogQuery.ALL.withRun("r").withMinimumLevel(LogLevel.INFO))
                .stream()
                .map(query -> new RowFilter(query, Duration.ofMinutes(1)).passes(fields))
                .toList();

        assertEquals(List.of(false, false, true), passed);
    }

    private LogQuery query() {
        LogQuery query = LogQuery.ALL;
        if (random.nextInt(4) == 0) {
            query = query.withLevels(EnumSet.of(level(), level()));
        }
        if (random.nextInt(6) == 0) {
            query = query.withRun(text());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            Match match = Match.values()[random.nextInt(3)];
            String value = match == Match.REGEX ? text().replaceAll("\\W", ".") + ".?" : text();
            query = query.withCondition(
                    new LogCondition(FIELDS[random.nextInt(FIELDS.length)], match, value, random.nextInt(5) == 0));
        }
        return query;
    }

    private LogEntry entry() {
        Map<String, Object> extra = switch (random.nextInt(6)) {
            case 0 -> Map.of();
            case 1 -> Map.of("thread", text(), LogEntry.EXCEPTION, text() + " " + text());
            case 2 -> Map.of("node", text(), "user", text());
            case 3 -> Map.of("n", List.of(1000, 1.5, true, text()), "mdc", Map.of("user", text()));
            case 4 -> Map.of("level", text(), "fields", Map.of("n", 1e3, "a.b", text()));
            default -> Map.of("user", Map.of("n", text()));
        };
        return new LogEntry(
                ids.next(),
                Instant.EPOCH,
                level(),
                text() + " " + text(),
                text(),
                random.nextBoolean() ? null : text(),
                random.nextBoolean() ? null : text(),
                extra);
    }

    private LogLevel level() {
        return LogLevel.values()[random.nextInt(5)];
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }
}
