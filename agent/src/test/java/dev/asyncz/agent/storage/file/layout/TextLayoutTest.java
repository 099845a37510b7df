package dev.asyncz.agent.storage.file.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextLayoutTest {
    private static final UUID ID = UUID.fromString("019c13f5-4e7b-7c4e-9d1b-3f8e4d5c6b7a");
    private static final Instant TS = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final String[] PIECES = {
        "a",
        " ",
        "\n",
        "\r",
        "\t",
        "\0",
        "\u001b[31m",
        "\\",
        "\\u{",
        "\\u{41}",
        "u{",
        "}",
        "]",
        "] ",
        ", ",
        "[",
        "=",
        "id=",
        "lines=1",
        "-",
        "  | ",
        "  ! ",
        "  + {}",
        "{\"id\":\"",
        "2026-01-31T12:00:00.123Z INFO  x [id=" + ID + "] m",
        "Z INFO ",
        "5Z WARN ",
        "\u202e",
        "\u2028",
        "\u0085",
        "\ufeff",
        "é",
        "漢",
        "😀",
        "👩\u200d💻",
        "\ud800",
        "\udc00"
    };

    private final LineFormat layout = new TextLayout();

    @Test
    void should_be_readable() {
        LogEntry entry = entry(
                "two files\nare left",
                "com.acme.Jobs",
                "cleanup",
                Map.of(
                        "thread", "worker 1",
                        "exception", "java.io.IOException: disk\n\tat com.acme.Jobs.cleanup(Jobs.java:42)",
                        "mdc", Map.of("user", "ann")));

        assertEquals("""
                2026-01-31T12:00:00.123Z WARN  com.acme.Jobs [task=cleanup, thread=worker 1, id=%s, lines=4] two files
                  | are left
                  ! java.io.IOException: disk
                  ! \tat com.acme.Jobs.cleanup(Jobs.java:42)
                  + {"mdc":{"user":"ann"}}
                """.formatted(ID), layout.write(entry));
    }

    @Test
    void should_leave_backslashes_tabs_and_emoji_as_they_are() {
        String text = "C:\\temp\\new\tü 👩\u200d💻 at 2026-01-31T12:00:00Z done";

        assertEquals(
                "2026-01-31T12:00:00.123Z WARN  - [id=" + ID + "] " + text + "\n",
                layout.write(entry(text, "", null, Map.of())));
    }

    @Test
    void should_read_back_whatever_was_written() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            LogEntry entry = new LogEntry(
                    new UUID(random.nextLong(), random.nextLong()),
                    Instant.ofEpochSecond(
                            random.nextLong(-100_000_000_000L, 400_000_000_000L), random.nextInt(1_000_000_000)),
                    LogLevel.values()[random.nextInt(5)],
                    text(random),
                    text(random),
                    random.nextBoolean() ? text(random) : null,
                    random.nextBoolean() ? text(random) : null,
                    switch (random.nextInt(4)) {
                        case 0 -> Map.of();
                        case 1 -> Map.of("thread", text(random), "exception", text(random));
                        case 2 -> Map.of("thread", 5, "exception", List.of(text(random), 1.5, true));
                        default -> Map.of("x" + text(random), Map.of("y", text(random)), "exception", text(random));
                    });
            String written = layout.write(entry);
            String record = written.substring(0, written.length() - 1);

            assertEquals(EntryJson.read(EntryJson.write(entry)), layout.read(record), record);
            assertEquals(entry.id(), layout.id(record));
            List<String> lines = record.lines().toList();
            assertEquals(0, layout.start(lines.get(0)), record);
            lines.stream().skip(1).forEach(line -> assertEquals(-1, layout.start(line), record));
        }
    }

    @Test
    void should_refuse_a_record_that_lacks_a_line() {
        String written = layout.write(entry("one\ntwo\nthree", "", null, Map.of()));

        assertThrows(IOException.class, () -> layout.read(written.substring(0, written.indexOf("\n  | three"))));
        assertNull(layout.id("2026-01-31T12:00:00.123Z WARN  - [id=damaged] x"));
    }

    private static LogEntry entry(String message, String logger, @Nullable String task, Map<String, Object> extra) {
        return new LogEntry(ID, TS, LogLevel.WARN, message, logger, task, null, extra);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
