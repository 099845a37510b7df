package dev.asyncz.agent.storage.file.layout;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The layout for people, and back:
 *
 * <pre>
 * 2026-01-31T12:00:00.123Z WARN  com.acme.Jobs [task=cleanup, run=…, thread=worker-1, id=…, lines=4] two files
 *   | are left
 *   ! java.io.IOException: disk
 *   ! 	at com.acme.Jobs.cleanup(Jobs.java:42)
 *   + {"mdc":{"user":"ann"}}
 * </pre>
 *
 * The first line says how many lines follow, which tells a torn record from a whole one. What follows is the rest of
 * the message, the exception, and the rest of {@link LogEntry#extra} as JSON.
 */
public final class TextLayout implements LineFormat {
    private static final String MESSAGE = "\n  | ";
    private static final String EXCEPTION = "\n  ! ";
    private static final String EXTRA = "\n  + ";
    private static final String THREAD = "thread";
    private static final String NO_LOGGER = "-";

    private static final Pattern FIRST_LINE =
            Pattern.compile("([^ ]+) (TRACE|DEBUG|INFO |WARN |ERROR) ([^ ]+) \\[([^]]*)] (.*)", Pattern.DOTALL);

    @Override
    public String write(LogEntry entry) {
        Map<String, Object> extra = new HashMap<>(entry.extra());
        String thread = takeText(extra, THREAD);
        String exception = takeText(extra, LogEntry.EXCEPTION);
        String message = EntryJson.wellFormed(entry.message());

        StringBuilder out = new StringBuilder(256 + message.length());
        IsoTime.append(out, entry.ts());
        String level = entry.level().name();
        out.append(' ').append(level).append(level.length() < 5 ? "  " : " ");
        logger(out, entry.logger());
        out.append(" [");
        field(out, "task=", entry.taskId());
        field(out, "run=", entry.runId());
        field(out, "thread=", thread);
        out.append("id=").append(entry.id());
        int lines = breaks(message) + (exception == null ? 0 : 1 + breaks(exception)) + (extra.isEmpty() ? 0 : 1);
        if (lines > 0) {
            out.append(", lines=").append(lines);
        }
        out.append("] ");
        lines(out, message, MESSAGE);
        if (exception != null) {
            lines(out.append(EXCEPTION), exception, EXCEPTION);
        }
        if (!extra.isEmpty()) {
            lines(out.append(EXTRA), EntryJson.writeExtra(extra), EXTRA);
        }
        return out.append('\n').toString();
    }

    @Override
    public int start(String line) {
        return PlainText.lastStart(line);
    }

    @Override
    public boolean isOwn(String line) {
        return continues(line) || start(line) >= 0 && (hasId(line, ']') || hasId(line, ','));
    }

    @Override
    public boolean mayBeTorn(String text) {
        String broken = "\n".concat(text);
        return text.isEmpty()
                || "0123456789+-".indexOf(text.charAt(0)) >= 0
                || continues(text)
                || MESSAGE.startsWith(broken)
                || EXCEPTION.startsWith(broken)
                || EXTRA.startsWith(broken);
    }

    @Override
    public @Nullable UUID id(String record) {
        int end = record.indexOf("] ");
        int id = record.lastIndexOf("id=", end);
        return id < 0 ? null : PlainText.id(record, id + "id=".length());
    }

    @Override
    public LogEntry read(String record) throws IOException {
        String[] lines = record.split("\n", -1);
        Matcher first = FIRST_LINE.matcher(lines[0]);
        if (!first.matches()) {
            throw new IOException("not the first line of a record");
        }
        try {
            return read(first, fields(first.group(4)), lines);
        } catch (RuntimeException e) {
            throw new IOException("a damaged record", e);
        }
    }

    private static boolean continues(String line) {
        String broken = "\n".concat(line);
        return broken.startsWith(MESSAGE) || broken.startsWith(EXCEPTION) || broken.startsWith(EXTRA);
    }

    /** Whether there is something as long as an id, where a record has its own: it may be damaged. */
    private static boolean hasId(String line, char next) {
        int id = line.lastIndexOf("id=", line.indexOf("] "));
        int end = id + "id=".length() + PlainText.ID_LENGTH;
        return id >= 0 && end < line.length() && line.charAt(end) == next;
    }

    private static LogEntry read(Matcher first, Map<String, String> fields, String[] lines) throws IOException {
        int end = 1 + Integer.parseInt(fields.getOrDefault("lines", "0"));
        if (end > lines.length) {
            throw new IOException("a torn record");
        }
        StringBuilder message = new StringBuilder(first.group(5));
        StringBuilder exception = new StringBuilder();
        Map<String, Object> extra = new HashMap<>();
        for (int i = 1; i < end; i++) {
            String line = "\n".concat(lines[i]);
            String text = line.substring(Math.min(line.length(), MESSAGE.length()));
            if (line.startsWith(MESSAGE)) {
                message.append('\n').append(text);
            } else if (line.startsWith(EXCEPTION)) {
                exception.append('\n').append(text);
            } else if (line.startsWith(EXTRA)) {
                extra.putAll(EntryJson.readExtra(PlainText.read(text)));
            } else {
                throw new IOException("a line of no kind");
            }
        }
        if (!exception.isEmpty()) {
            extra.put(LogEntry.EXCEPTION, PlainText.read(exception.substring(1)));
        }
        String thread = readNullable(fields.get(THREAD));
        if (thread != null) {
            extra.put(THREAD, thread);
        }
        String logger = first.group(3);
        return new LogEntry(
                UUID.fromString(fields.getOrDefault("id", "")),
                Instant.parse(first.group(1)),
                LogLevel.valueOf(first.group(2).strip()),
                PlainText.read(message.toString()),
                logger.equals(NO_LOGGER) ? "" : PlainText.read(logger),
                readNullable(fields.get("task")),
                readNullable(fields.get("run")),
                extra);
    }

    private static void logger(StringBuilder out, String logger) {
        if (logger.isEmpty()) {
            out.append(NO_LOGGER);
        } else {
            escaped(out, logger, logger.equals(NO_LOGGER) ? NO_LOGGER : " ]");
        }
    }

    private static void field(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            escaped(out.append(name), value, ",]");
            out.append(", ");
        }
    }

    private static void escaped(StringBuilder out, String value, String reserved) {
        String text = EntryJson.wellFormed(value);
        PlainText.write(out, text, 0, text.length(), reserved);
    }

    /** Appends a text, each of its line breaks followed by {@code prefix}. */
    private static void lines(StringBuilder out, String text, String prefix) {
        int from = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
            PlainText.write(out, text, from, at, "");
            out.append(prefix);
            from = at + 1;
        }
        PlainText.write(out, text, from, text.length(), "");
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split(", ", -1)) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, equals), field.substring(equals + 1));
        }
        return fields;
    }

    private static @Nullable String readNullable(@Nullable String text) throws IOException {
        return text == null ? null : PlainText.read(text);
    }

    /** Takes a text out of {@code extra}; leaves what is no text, for the JSON line keeps its kind. */
    private static @Nullable String takeText(Map<String, Object> extra, String key) {
        if (!(extra.get(key) instanceof String text)) {
            return null;
        }
        extra.remove(key);
        return EntryJson.wellFormed(text);
    }

    private static int breaks(String text) {
        int breaks = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            breaks++;
        }
        return breaks;
    }
}
