package dev.asyncz.agent.storage;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message as a terminal would show it. What it was logged with, colours included, stands beside it: so each storage
 * finds what people see, and the pages show what was meant.
 */
public final class TerminalText {
    /** The key in an entry's extra of the message as it was logged, where that has colours. */
    public static final String COLOURED = "coloured";

    private static final char ESC = '\u001B';
    private static final char BELL = '\u0007';

    private TerminalText() {}

    /** Without colours, cursor moves (CSI), titles and links (OSC); the same object where there are none. */
    public static String plain(String message) {
        int escape = message.indexOf(ESC);
        if (escape < 0) {
            return message;
        }
        StringBuilder plain = new StringBuilder(message.length());
        int from = 0;
        for (; escape >= 0; escape = message.indexOf(ESC, Math.max(from, escape + 1))) {
            int end = end(message, escape);
            if (end > 0) {
                plain.append(message, from, escape);
                from = end;
            }
        }
        return plain.append(message, from, message.length()).toString();
    }

    /** What an entry has besides, and the message with its colours. */
    public static Map<String, Object> beside(Map<String, Object> extra, String coloured) {
        Map<String, Object> more = new LinkedHashMap<>(extra);
        more.put(COLOURED, coloured);
        return more;
    }

    /** Where a sequence ends that begins here; 0 where none does. */
    private static int end(String text, int escape) {
        char kind = escape + 1 < text.length() ? text.charAt(escape + 1) : 0;
        return kind == '[' ? endOfControl(text, escape + 2) : kind == ']' ? endOfTitle(text, escape + 2) : 0;
    }

    private static int endOfControl(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '?') {
            at++;
        }
        return at < text.length() && text.charAt(at) >= '@' && text.charAt(at) <= '~' ? at + 1 : 0;
    }

    private static int endOfTitle(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != BELL && text.charAt(at) != ESC) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == BELL) {
            return at + 1;
        }
        return text.startsWith("\\", at + 1) ? at + 2 : 0;
    }
}
