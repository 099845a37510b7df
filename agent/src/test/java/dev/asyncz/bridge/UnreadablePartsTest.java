package dev.asyncz.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bridge.jul.JulLines;
import dev.asyncz.bridge.log4j1.Log4j1Lines;
import dev.asyncz.bridge.log4j2.Log4j2Lines;
import dev.asyncz.bridge.logback.LogbackLines;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.apache.log4j.Priority;
import org.apache.log4j.spi.ThrowableInformation;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What throws while a line is read costs its own part, in every framework, and never the line. */
final class UnreadablePartsTest {
    private static final String MESSAGE = "[message could not be read: java.lang.AssertionError: why]";
    private static final String PART = "[could not be read: java.lang.AssertionError]";

    private final List<Line> lines = new ArrayList<>();

    private record Line(LogLevel level, String message, String logger, Map<String, Object> extra) {}

    private static final class Unprintable {
        @Override
        public String toString() {
            throw new AssertionError("why");
        }
    }

    /** A map that cannot even be asked for its size. */
    private static final class Unaskable extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new AssertionError("why");
        }

        @Override
        public String toString() {
            return "unaskable";
        }
    }

    @BeforeEach
    void open() {
        LineSink sink = new LineSink() {
            @Override
            public void line(
                    Instant ts,
                    LogLevel level,
                    String message,
                    String logger,
                    @Nullable String taskId,
                    @Nullable String runId,
                    Map<String, Object> extra) {
                lines.add(new Line(level, message, logger, extra));
            }
        };
        Hub.open(sink, BridgeDoor.CLOSED, FailureLog.NONE);
    }

    @AfterEach
    void close() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
    }

    @Test
    void should_keep_a_line_of_log4j_2_whose_message_throws() {
        Message own = new SimpleMessage("never said") {
            private static final long serialVersionUID = 1;

            @Override
            public String getFormattedMessage() {
                throw new AssertionError("why");
            }
        };
        for (Message each : List.of(own, new ObjectMessage(new Unprintable()))) {
            Line line = captured(new Log4j2Lines(), log4j2(each));
            assertEquals(MESSAGE, line.message());
            assertEquals(LogLevel.WARN, line.level());
            assertEquals("com.acme", line.logger());
        }
    }

    @Test
    void should_keep_a_line_of_log4j_2_without_a_message() {
        assertEquals("", captured(new Log4j2Lines(), log4j2(null)).message());
    }

    @Test
    void should_keep_a_line_of_log4j_2_whose_map_cannot_be_asked() {
        Line line = captured(new Log4j2Lines(), log4j2(new StringMapMessage(Map.of("user", "ann")) {
            private static final long serialVersionUID = 1;

            @Override
            public String getFormat() {
                throw new AssertionError("why");
            }

            @Override
            public String getFormattedMessage() {
                return "formatted";
            }
        }));

        assertEquals("formatted", line.message());
        assertEquals(PART, line.extra().get("fields"));
    }

    @Test
    void should_keep_a_line_of_log4j_1_whose_message_throws() throws Exception {
        Line line = captured(new Log4j1Lines(), log4j1(Priority.WARN, new Unprintable()));

        assertEquals(MESSAGE, line.message());
        assertEquals(LogLevel.WARN, line.level());
        assertEquals("com.acme", line.logger());
    }

    @Test
    void should_keep_a_line_of_log4j_1_whose_map_cannot_be_asked() throws Exception {
        Line line = captured(new Log4j1Lines(), log4j1(Priority.INFO, new Unaskable()));

        assertEquals("unaskable", line.message());
        assertEquals(PART, line.extra().get("fields"));
    }

    @Test
    void should_keep_a_line_of_log4j_1_whose_priority_is_no_level() throws Exception {
        class Audit extends Priority {
            Audit() {
                super(Priority.WARN_INT, "AUDIT", 4);
            }
        }
        Line line = captured(new Log4j1Lines(), log4j1(new Audit(), "who did what"));

        assertEquals("who did what", line.message());
        assertEquals(LogLevel.WARN, line.level());
        assertEquals("AUDIT", line.extra().get("level"));
    }

    @Test
    void should_keep_a_line_of_log4j_1_without_a_level_with_a_stack_and_an_exception_that_throw() throws Exception {
        var event =
                new org.apache.log4j.spi.LoggingEvent(
                        "com.acme.Caller", org.apache.log4j.Logger.getLogger("com.acme"), null, "a line", null) {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getNDC() {
                        throw new AssertionError("why");
                    }

                    @Override
                    public ThrowableInformation getThrowableInformation() {
                        throw new AssertionError("why");
                    }
                };
        Line line = captured(new Log4j1Lines(), event);

        assertEquals("a line", line.message());
        assertEquals(LogLevel.INFO, line.level());
        assertEquals(
                "[could not be read: java.lang.NullPointerException]",
                line.extra().get("level"));
        assertEquals(PART, line.extra().get("ndc"));
        assertEquals(PART, line.extra().get("exception"));
    }

    @Test
    void should_keep_a_line_of_java_util_logging_whose_parameter_throws() {
        LogRecord event = new LogRecord(Level.WARNING, "{0} is low");
        event.setParameters(new Object[] {new Unprintable()});
        event.setLoggerName("com.acme");
        Line line = captured(new JulLines(), event);

        assertEquals(MESSAGE, line.message());
        assertEquals(LogLevel.WARN, line.level());
        assertEquals("com.acme", line.logger());
    }

    @Test
    void should_keep_a_line_of_java_util_logging_whose_level_throws() {
        Level own = new Level("AUDIT", 950) {
            private static final long serialVersionUID = 1;

            @Override
            public String getName() {
                throw new AssertionError("why");
            }
        };
        Line line = captured(new JulLines(), new LogRecord(own, "a line"));

        assertEquals("a line", line.message());
        assertEquals(LogLevel.ERROR, line.level());
        assertEquals(PART, line.extra().get("level"));
    }

    @Test
    void should_keep_a_line_of_java_util_logging_that_does_not_say_its_level() {
        Line line = captured(new JulLines(), new LogRecord(Level.INFO, "a line") {
            private static final long serialVersionUID = 1;

            @Override
            public Level getLevel() {
                throw new AssertionError("why");
            }
        });

        assertEquals("a line", line.message());
        assertEquals(LogLevel.INFO, line.level());
        assertEquals(PART, line.extra().get("level"));
    }

    @Test
    void should_keep_a_line_of_logback_whose_text_throws() {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent(
                        "com.acme.Caller",
                        context.getLogger("com.acme"),
                        ch.qos.logback.classic.Level.WARN,
                        "a line",
                        null,
                        null) {
                    @Override
                    public String getFormattedMessage() {
                        throw new AssertionError("why");
                    }
                };
        Line line = captured(new LogbackLines(), event);

        assertEquals(MESSAGE, line.message());
        assertEquals(LogLevel.WARN, line.level());
        assertNull(line.extra().get("level"));
        assertTrue(String.valueOf(line.extra().get("mdc")).startsWith("[could not be read: "));
    }

    @Test
    void should_keep_a_line_of_logback_without_a_level_with_an_exception_that_throws() {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("com.acme.Caller", context.getLogger("com.acme"), null, "a line", null, null) {
                    @Override
                    public ch.qos.logback.classic.spi.IThrowableProxy getThrowableProxy() {
                        throw new AssertionError("why");
                    }
                };
        Line line = captured(new LogbackLines(), event);

        assertEquals("a line", line.message());
        assertEquals(LogLevel.INFO, line.level());
        assertTrue(String.valueOf(line.extra().get("level")).startsWith("[could not be read: "));
        assertEquals(PART, line.extra().get("exception"));
    }

    private Line captured(LineReader bridge, Object event) {
        bridge.capture(event);
        assertEquals(1, lines.size());
        return lines.remove(0);
    }

    private static Log4jLogEvent log4j2(@Nullable Message message) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName("com.acme")
                .setLevel(org.apache.logging.log4j.Level.WARN)
                .setMessage(message)
                .setThreadName("main")
                .build();
    }

    private static org.apache.log4j.spi.LoggingEvent log4j1(Priority level, Object message) {
        return new org.apache.log4j.spi.LoggingEvent(
                "com.acme.Caller", org.apache.log4j.Logger.getLogger("com.acme"), level, message, null);
    }
}
