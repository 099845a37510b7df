package dev.asyncz.bridge.log4j2;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.Lines;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.util.ReadOnlyStringMap;

/**
 * Hands every event to the agent. Copies what it needs and never keeps the event, which Log4j reuses; reads the task
 * from the event's own context data, as an asynchronous logger calls it on a thread of its own.
 */
final class TaskLogAppender extends AbstractAppender {
    private static final String NAME = "AsyncZ";

    private TaskLogAppender() {
        super(NAME, null, null, true, Property.EMPTY_ARRAY);
    }

    static TaskLogAppender started() {
        TaskLogAppender appender = new TaskLogAppender();
        appender.start();
        return appender;
    }

    @Override
    public void append(LogEvent event) {
        try {
            capture(event);
        } catch (Throwable t) {
            Hub.lostLine("a line of " + event.getLoggerName(), t);
        }
    }

    private static void capture(LogEvent event) {
        String thread = event.getThreadName();
        if (AgentThreads.isName(thread)) {
            return;
        }
        String text = text(event);
        ReadOnlyStringMap context = event.getContextData();
        String task = EventExtra.taskField(event);
        String logger = event.getLoggerName();
        Hub.sink()
                .line(
                        timestamp(event),
                        level(event.getLevel()),
                        text,
                        logger == null ? "" : logger,
                        task != null ? task : ContextKeys.task(context),
                        ContextKeys.run(context),
                        EventExtra.of(event, context));
        Lines.captured(text);
    }

    private static Instant timestamp(LogEvent event) {
        var instant = event.getInstant();
        return Instant.ofEpochSecond(instant.getEpochSecond(), instant.getNanoOfSecond());
    }

    private static String text(LogEvent event) {
        String text = event.getMessage().getFormattedMessage();
        return text == null ? "" : text;
    }

    /** The five levels of an entry; FATAL is an ERROR, and a custom level the nearest that is no less severe. */
    private static LogLevel level(Level level) {
        int severity = level.intLevel();
        if (severity <= Level.ERROR.intLevel()) {
            return LogLevel.ERROR;
        }
        if (severity <= Level.WARN.intLevel()) {
            return LogLevel.WARN;
        }
        if (severity <= Level.INFO.intLevel()) {
            return LogLevel.INFO;
        }
        return severity <= Level.DEBUG.intLevel() ? LogLevel.DEBUG : LogLevel.TRACE;
    }
}
