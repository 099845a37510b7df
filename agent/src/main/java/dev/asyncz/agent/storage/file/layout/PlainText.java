package dev.asyncz.agent.storage.file.layout;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Any text within one line that people read. What would break the line, act on a terminal or look like the beginning of
 * a record is written as <code>\&#117;{hex}</code>; all else, backslashes too, stands for itself.
 */
public final class PlainText {
    static final int ID_LENGTH = 36;

    private static final String ESCAPE = "\\u{";
    private static final LogLevel[] LEVELS = LogLevel.values();
    private static final int INVISIBLE = 1 << Character.CONTROL
            | 1 << Character.FORMAT
            | 1 << Character.LINE_SEPARATOR
            | 1 << Character.PARAGRAPH_SEPARATOR;

    private PlainText() {}

    /** Whether a terminal or an editor would do something else than show the character. */
    public static boolean isHarmful(char c) {
        if (c >= ' ' && c < 0x7f || c == '\t') {
            return false;
        }
        // The joiners that emoji and several scripts are made with are harmless.
        return (1 << Character.getType(c) & INVISIBLE) != 0 && c != '\u200c' && c != '\u200d';
    }

    /** Appends the text from {@code from} to {@code to}; escapes the characters of {@code reserved} as well. */
    static void write(StringBuilder out, String text, int from, int to, String reserved) {
        int copied = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isHarmful(c) || imitates(text, i, c) || reserved.indexOf(c) >= 0) {
                out.append(text, copied, i).append(ESCAPE);
                out.append(Integer.toHexString(c)).append('}');
                copied = i + 1;
            }
        }
        out.append(text, copied, to);
    }

    /** The text that {@link #write} wrote. */
    static String read(String text) throws IOException {
        int at = text.indexOf(ESCAPE);
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        for (; at >= 0; at = text.indexOf(ESCAPE, copied)) {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw new IOException("an escape without an end");
            }
            out.append(text, copied, at).append(character(text.substring(at + ESCAPE.length(), end)));
            copied = end + 1;
        }
        return EntryJson.wellFormed(out.append(text, copied, text.length()).toString());
    }

    /**
     * Where the last "time, level" begins in a line; -1 when there is none. Escaped texts hold none, so that it begins a
     * record even where the line break before it is damaged.
     */
    static int lastStart(String line) {
        int last = -1;
        for (int at = line.indexOf("Z "); at >= 0; at = line.indexOf("Z ", at + 1)) {
            if (isStart(line, at + 1)) {
                boolean longYear = line.charAt(0) == '+' || line.charAt(0) == '-';
                last = longYear ? 0 : line.lastIndexOf('T', at) - "2026-01-31".length();
            }
        }
        return last;
    }

    /** The id that stands at {@code from}; null when it is none. */
    static @Nullable UUID id(String record, int from) {
        try {
            return UUID.fromString(record.substring(from, from + ID_LENGTH));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return null;
        }
    }

    private static boolean imitates(String text, int at, char c) {
        return c == '\\' && text.startsWith("u{", at + 1) || c == ' ' && isStart(text, at);
    }

    /** Whether the blank at {@code at} parts a time from a level, as it does at the beginning of each record. */
    private static boolean isStart(String text, int at) {
        if (at < 2 || text.charAt(at - 1) != 'Z' || !Character.isDigit(text.charAt(at - 2))) {
            return false;
        }
        for (LogLevel level : LEVELS) {
            String name = level.name();
            if (text.startsWith(name, at + 1) && text.startsWith(" ", at + 1 + name.length())) {
                return true;
            }
        }
        return false;
    }

    private static char character(String hex) throws IOException {
        try {
            int value = Integer.parseInt(hex, 16);
            if (value == (char) value) {
                return (char) value;
            }
        } catch (NumberFormatException e) {
            throw new IOException("an escape that is no character", e);
        }
        throw new IOException("an escape that is no character");
    }
}
