package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.storage.file.layout.JsonLines;
import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.agent.storage.file.layout.TextLayout;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that lack a text are passed over as a whole, and nothing else is. */
class WantedTextTest {
    private static final String[] WORDS = {
        "needle", "NEEDLE", "haystack", "Haystac\u212a", "ſtraße", "x", "2026-01-31T12:00:00Z INFO ", "Z ", "\"",
                "\\u{41}",
        "] ", ", ", "id=", "{\"id\":\"", "Ärger", "\t", "\u2028", "ERROR", "task-1", "run-2"
    };

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong(1_777_777_777_777L);
    private final TimeOrderedIds ids = new TimeOrderedIds(() -> clock.addAndGet(3));
    private final Random random = new Random(22);

    static Stream<LineFormat> formats() {
        return Stream.of(new JsonLines(), new TextLayout());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void should_find_the_newest_record_whole_where_its_last_blocks_lack_the_text(LineFormat format) throws IOException {
        for (String filling : List.of("x", "\n", "at a.B.c\n")) {
            LogEntry longest = line("needle " + filling.repeat(300_000 / filling.length()), Map.of());
            List<LogEntry> entries = List.of(line("a", Map.of()), longest);

            assertEquals(List.of(longest), written(format, entries).query(LogQuery.ALL.withText("needle")));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void should_find_what_each_entry_is_matched_by(LineFormat format) throws IOException {
        for (int files = 0; files < 6; files++) {
            List<LogEntry> entries = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                entries.add(any());
            }
            FileStorage storage = written(format, entries);
            List<LogEntry> all = storage.query(LogQuery.ALL.withLimit(1_000));
            assertEquals(entries.size(), all.size());
            for (LogQuery query : queries()) {
                assertEquals(
                        all.stream().filter(query::matches).toList(),
                        storage.query(query.withLimit(1_000)),
                        query::toString);
                assertEquals(
                        all.stream().filter(query::matches).limit(3).toList(),
                        storage.query(query.withLimit(3)),
                        query::toString);
            }
        }
    }

    private List<LogQuery> queries() {
        List<LogQuery> queries = new ArrayList<>();
        for (String word : WORDS) {
            boolean negated = random.nextInt(4) == 0;
            queries.add(LogQuery.ALL.withText(word));
            for (String field : List.of("", "message", "exception", "n", "user", "thread", "level", "task_id")) {
                for (Match match : Match.values()) {
                    String value = match == Match.REGEX ? word.replaceAll("\\W", ".") + ".{0,9}e" : word;
                    queries.add(LogQuery.ALL.withCondition(new LogCondition(field, match, value, negated)));
                }
            }
        }
        for (String number : List.of("1000", "1.0E", "000", "true", "1.5", "0.1")) {
            queries.add(LogQuery.ALL.withCondition(new LogCondition("n", Match.CONTAINS, number, false)));
            queries.add(LogQuery.ALL.withCondition(LogCondition.equal("n", number)));
        }
        queries.add(LogQuery.ALL.withTask("task-1"));
        queries.add(LogQuery.ALL.withTask("task, 2]"));
        queries.add(LogQuery.ALL.withRun("run-2").withText("needle"));
        queries.add(LogQuery.ALL.withLevels(Set.of(LogLevel.ERROR)));
        return queries;
    }

    private LogEntry any() {
        Map<String, Object> extra = switch (random.nextInt(5)) {
            case 0 -> Map.of();
            case 1 -> Map.of("thread", text());
            case 2 -> Map.of("thread", "t", LogEntry.EXCEPTION, text());
            case 3 -> Map.of("n", number(), "mdc", Map.of("user", text()));
            default -> Map.of("level", text(), "fields", Map.of("n", List.of(number(), text())));
        };
        return new LogEntry(
                ids.next(),
                Instant.ofEpochMilli(clock.get()),
                LogLevel.values()[random.nextInt(5)],
                text(),
                random.nextBoolean() ? "" : text(),
                List.of("task-1", "task, 2]", text()).get(random.nextInt(3)),
                random.nextBoolean() ? null : "run-" + random.nextInt(3),
                extra);
    }

    /** Of the kinds that a captured line has. */
    private Object number() {
        return List.<Object>of(1000, 1e10, 1e-7, true, 1.5f, 0.1f, Long.MAX_VALUE, (short) 7)
                .get(random.nextInt(8));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
            if (random.nextInt(3) == 0) {
                text.append(random.nextBoolean() ? " " : "\n");
            }
            if (random.nextInt(20) == 0) {
                text.append(
                        List.of("x", "\n", "ab\n", "é").get(random.nextInt(4)).repeat(random.nextInt(70_000)));
            }
        }
        return text.toString();
    }

    private FileStorage written(LineFormat format, List<LogEntry> entries) throws IOException {
        Path path = folder.resolve("lines" + clock.incrementAndGet());
        FileStorage storage = new FileStorage(path, format, 64 << 20, 1, OutputStream::write, text -> {});
        storage.appendAll(entries);
        return storage;
    }

    private LogEntry line(String message, Map<String, Object> extra) {
        return new LogEntry(
                ids.next(), Instant.ofEpochMilli(clock.get()), LogLevel.INFO, message, "", null, null, extra);
    }
}
