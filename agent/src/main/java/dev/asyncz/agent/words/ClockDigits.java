package dev.asyncz.agent.words;

import java.time.LocalDate;
import java.time.LocalTime;

/**
 * Dates and times of day, digit by digit. A formatter of the JDK takes many times as long, most of all while it is new:
 * a page shows hundreds of times, and the first page that is asked for is made by code that nobody has run yet.
 */
public final class ClockDigits {
    private static final int YEAR_DIGITS = 4;
    private static final int LAST_PLAIN_YEAR = 9_999;
    private static final int NANO_DIGITS = 9;

    private ClockDigits() {}

    /** As ISO 8601 has it: a year beyond four digits has its sign. */
    public static StringBuilder date(StringBuilder text, LocalDate date) {
        int year = date.getYear();
        if (year < 0) {
            text.append('-');
        } else if (year > LAST_PLAIN_YEAR) {
            text.append('+');
        }
        padded(text, Math.abs(year), YEAR_DIGITS).append('-');
        padded(text, date.getMonthValue(), 2).append('-');
        return padded(text, date.getDayOfMonth(), 2);
    }

    public static StringBuilder seconds(StringBuilder text, LocalTime time) {
        padded(text, time.getHour(), 2).append(':');
        padded(text, time.getMinute(), 2).append(':');
        return padded(text, time.getSecond(), 2);
    }

    /** Cut to the millisecond. */
    public static StringBuilder millis(StringBuilder text, LocalTime time) {
        return padded(seconds(text, time).append('.'), time.getNano() / 1_000_000, 3);
    }

    /** Milliseconds, and as many digits beyond as there are. */
    public static StringBuilder nanos(StringBuilder text, LocalTime time) {
        padded(seconds(text, time).append('.'), time.getNano(), NANO_DIGITS);
        int end = text.length();
        int least = end - NANO_DIGITS + 3;
        while (end > least && text.charAt(end - 1) == '0') {
            end--;
        }
        text.setLength(end);
        return text;
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        int least = 10;
        for (int i = 1; i < digits; i++) {
            if (number < least) {
                text.append('0');
            }
            least *= 10;
        }
        return text.append(number);
    }
}
