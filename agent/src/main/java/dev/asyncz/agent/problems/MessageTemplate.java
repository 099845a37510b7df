package dev.asyncz.agent.problems;

import dev.asyncz.api.LogEntry;

/**
 * What the lines of one statement have in common: their level, their logger, and their text without what changes from
 * line to line (numbers, ids, quoted values), each of which is a {@link #VALUE}.
 */
public record MessageTemplate(String level, String logger, String text) {
    static final char VALUE = '#';

    private static final int MAX_CHARS = 400;
    private static final int MAX_QUOTED = 200;
    private static final int LONG_HEX = 8;

    public static MessageTemplate of(LogEntry entry) {
        String exception = entry.exception();
        String kind = exception == null ? "" : " — " + exceptionClass(exception);
        return new MessageTemplate(entry.level().name(), entry.logger(), normalised(entry.message()) + kind);
    }

    /** Reads the text once, from left to right. */
    public static String normalised(String message) {
        int end = Math.min(message.length(), MAX_CHARS);
        StringBuilder text = new StringBuilder(end);
        int at = 0;
        while (at < end) {
            int next = afterValue(message, at, end);
            if (next > at) {
                if (text.length() == 0 || text.charAt(text.length() - 1) != VALUE) {
                    text.append(VALUE);
                }
                at = next;
            } else {
                int stop = afterWord(message, at, end);
                text.append(message, at, stop);
                at = stop;
            }
        }
        return (message.length() > end ? text.append('…') : text).toString();
    }

    /** The end of the value that begins here; {@code at} if none does. */
    private static int afterValue(String text, int at, int end) {
        char c = text.charAt(at);
        if (c == '"' || c == '\'' || c == '`') {
            return afterQuoted(text, at, end, c);
        }
        if (!isWord(c)) {
            return at;
        }
        int stop = afterWord(text, at, end);
        boolean digits = false;
        boolean hex = true;
        int letters = 0;
        for (int i = at; i < stop; i++) {
            char each = text.charAt(i);
            boolean digit = each >= '0' && each <= '9';
            digits |= digit;
            letters += digit ? 0 : 1;
            hex &= digit || Character.digit(each, 16) >= 0 || each == 'x' || each == 'X';
        }
        // A number, perhaps with a unit (12ms, 3rd, v2), or hexadecimal digits: an id, a hash, a part of a UUID.
        boolean number = digits && (letters <= 3 || text.charAt(at) <= '9');
        if (!number && !(hex && digits) && !(hex && stop - at >= LONG_HEX)) {
            return at;
        }
        return afterParts(text, stop, end);
    }

    /** Goes on over what belongs to the same number, time, date or UUID: 1,284.50, 12:00:01, 2026-01-31, a-b-c. */
    private static int afterParts(String text, int from, int end) {
        int at = from;
        while (at + 1 < end && ".,:-/+".indexOf(text.charAt(at)) >= 0) {
            int stop = afterWord(text, at + 1, end);
            boolean value = stop > at + 1 && allHex(text, at + 1, stop);
            if (!value) {
                break;
            }
            at = stop;
        }
        return at;
    }

    private static boolean allHex(String text, int from, int to) {
        boolean digit = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != 'T' && c != 'Z') {
                return false;
            }
            digit |= c >= '0' && c <= '9';
        }
        return digit || to - from >= 4;
    }

    private static int afterQuoted(String text, int at, int end, char quote) {
        // An apostrophe within a word quotes nothing.
        if (quote == '\'' && at > 0 && isWord(text.charAt(at - 1))) {
            return at;
        }
        int close = text.indexOf(quote, at + 1);
        return close < 0 || close >= end || close - at > MAX_QUOTED ? at : close + 1;
    }

    private static int afterWord(String text, int at, int end) {
        int stop = at;
        while (stop < end && isWord(text.charAt(stop))) {
            stop++;
        }
        return stop == at && at < end ? at + 1 : stop;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String exceptionClass(String exception) {
        int end = 0;
        while (end < exception.length() && end < MAX_QUOTED && ":\n\r ".indexOf(exception.charAt(end)) < 0) {
            end++;
        }
        return exception.substring(0, end);
    }
}
