package dev.asyncz.agent.dashboard.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes captured text fit to be looked at: nothing in it moves the cursor, turns the direction, or hides. */
public final class ShownText {
    /** Colours and cursor moves of terminals (CSI), and titles and links (OSC). */
    private static final Pattern ANSI =
            Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)");

    private static final char CONTROL_PICTURES = '\u2400';
    private static final char DELETE_PICTURE = '\u2421';
    private static final char REPLACEMENT = '\uFFFD';

    private ShownText() {}

    /** The text with ANSI sequences removed and every other invisible character replaced by a visible one. */
    public static String safe(String text) {
        int at = firstUnsafe(text);
        if (at == text.length()) {
            return text;
        }
        String plain = text.indexOf('\u001B') < 0 ? text : ANSI.matcher(text).replaceAll("");
        plain = plain.replace("\r\n", "\n");
        StringBuilder safe = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < plain.length()
                    && Character.isLowSurrogate(plain.charAt(i + 1))) {
                safe.append(c).append(plain.charAt(++i));
            } else {
                append(safe, c);
            }
        }
        return safe.toString();
    }

    /** Null for null. */
    public static @Nullable String safeOrNull(@Nullable String text) {
        return text == null ? null : safe(text);
    }

    private static int firstUnsafe(String text) {
        int at = 0;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(char c) {
        if (c < 0x7F) {
            return c >= ' ' || c == '\n' || c == '\t';
        }
        return c > 0x9F && !turns(c) && !Character.isSurrogate(c);
    }

    private static void append(StringBuilder safe, char c) {
        if (isPlain(c)) {
            safe.append(c);
        } else if (c < ' ') {
            safe.append((char) (CONTROL_PICTURES + c));
        } else if (c == 0x7F) {
            safe.append(DELETE_PICTURE);
        } else if (turns(c)) {
            safe.append("\u27E8U+")
                    .append(Integer.toHexString(0x10000 | c).substring(1).toUpperCase(Locale.ROOT))
                    .append('\u27E9');
        } else {
            safe.append(REPLACEMENT);
        }
    }

    /** Characters that turn the direction of what follows, or break lines where no line feed is. */
    private static boolean turns(char c) {
        return c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || c >= '\u2028' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069';
    }

    /** At most {@code max} characters, without half a surrogate pair at the end. */
    public static String beginning(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }
}
