package dev.asyncz.bridge.jul;

import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The text of a record, as the JDK's formatters write it. They make a MessageFormat for each line, which takes ten times
 * as long as all the rest; where that makes no difference, the parameters are put in their places without one.
 */
final class JulText {
    private static final int DIGITS = 10;
    private static final int PLACE = "{0}".length();

    private static final Formatter JDK = new Formatter() {
        @Override
        public String format(LogRecord event) {
            return formatMessage(event);
        }
    };

    private JulText() {}

    /** Null for a record without a text. */
    static @Nullable String of(LogRecord event) {
        String quick = event.getResourceBundle() == null ? quick(event) : null;
        return quick != null ? quick : JDK.format(event);
    }

    private static @Nullable String quick(LogRecord event) {
        String format = event.getMessage();
        Object[] values = event.getParameters();
        if (format == null || values == null || format.indexOf('\'') >= 0 || !isSimple(format, values)) {
            return null;
        }
        if (format.indexOf('{') < 0) {
            return format;
        }
        try {
            return filled(format, values);
        } catch (RuntimeException fromToString) {
            return null;
        }
    }

    /** Whether there is nothing but places such as {0}, and values that are no more than their toString. */
    private static boolean isSimple(String format, Object[] values) {
        for (int open = format.indexOf('{'); open >= 0; open = format.indexOf('{', open + PLACE)) {
            int close = open + PLACE - 1;
            int index = close < format.length() && format.charAt(close) == '}' ? format.charAt(open + 1) - '0' : -1;
            if (index < 0 || index >= Math.min(values.length, DIGITS) || dependsOnLocale(values[index])) {
                return false;
            }
        }
        return true;
    }

    private static String filled(String format, Object[] values) {
        StringBuilder text = new StringBuilder(format.length() + 64);
        int from = 0;
        for (int open = format.indexOf('{'); open >= 0; open = format.indexOf('{', from)) {
            text.append(format, from, open).append(values[format.charAt(open + 1) - '0']);
            from = open + PLACE;
        }
        return text.append(format, from, format.length()).toString();
    }

    private static boolean dependsOnLocale(@Nullable Object value) {
        return value instanceof Number || value instanceof Date || value instanceof TemporalAccessor;
    }
}
