package dev.asyncz.bridge.jul;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JulTextTest {
    private static final Formatter JDK = new Formatter() {
        @Override
        public String format(LogRecord event) {
            return formatMessage(event);
        }
    };

    private static final Object UNPRINTABLE = new Object() {
        @Override
        public String toString() {
            throw new IllegalStateException("nothing to print");
        }
    };

    private static final List<@Nullable Object> VALUES = java.util.Arrays.asList(
            "text",
            "{1}",
            "it's",
            null,
            7,
            1_234_567,
            3.5,
            true,
            'c',
            new Date(0),
            LocalDate.EPOCH,
            Level.INFO,
            UNPRINTABLE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "{0}",
                "{1} before {0}",
                "{0}{0}{1}",
                "stock of {0} is low, {1} left",
                "{2} is not there",
                "{10}",
                "{ 0 }",
                "{0,number}",
                "{0,",
                "{0",
                "{",
                "}",
                "a } b {0} }",
                "{}",
                "{x} {0}",
                "'{0}'",
                "it''s {0}",
                "it's {0}",
                "{0} {"
            })
    void should_read_as_the_formatters_of_the_jdk_write(String format) {
        for (Object first : VALUES) {
            for (Object second : VALUES) {
                assertSame(record(format, first, second));
            }
        }
        assertSame(record(format));
        assertSame(record(format, (Object[]) null));
    }

    @Test
    void should_translate_as_they_do() {
        LogRecord record = record("key", "value");
        record.setResourceBundle(new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"key", "translated {0}"}};
            }
        });

        assertEquals("translated value", JulText.of(record));
    }

    @Test
    void should_ask_a_value_once_when_another_one_depends_on_the_locale() {
        AtomicInteger asked = new AtomicInteger();
        Object counting = new Object() {
            @Override
            public String toString() {
                return "asked " + asked.incrementAndGet();
            }
        };

        assertEquals("asked 1 of 7", JulText.of(record("{0} of {1}", counting, 7)));
    }

    private static void assertSame(LogRecord record) {
        assertEquals(JDK.format(record), JulText.of(record), record.getMessage());
    }

    private static LogRecord record(String format, @Nullable Object @Nullable ... values) {
        LogRecord record = new LogRecord(Level.INFO, format);
        record.setParameters(values);
        return record;
    }
}
