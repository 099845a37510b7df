package dev.asyncz.bridge.log4j2;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.OwnPermissions;
import dev.asyncz.bootstrap.line.Lines;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.util.ReadOnlyStringMap;

/**
 * Hands every event to the agent. Copies what it needs and never keeps the event, which Log4j reuses; reads the task
 * from the event's own context data, as an asynchronous logger calls it on a thread of its own.
 */
final class TaskLogAppender extends AbstractAppender {
    static final String NAME = "AsyncZ";

    /** Log4j takes one and the same appender for a logger but once. */
    private static final TaskLogAppender THE_ONE = new TaskLogAppender();

    private static final UnaryOperator<Object> CAPTURE = new UnaryOperator<>() {
        @Override
        public Object apply(Object event) {
            capture((LogEvent) event);
            return event;
        }
    };

    private TaskLogAppender() {
        super(NAME, null, null, true, Property.EMPTY_ARRAY);
        start();
    }

    /**
     * Sees to it that a logger has the appender if its events go no further: the root, and one that is not additive.
     *
     * @return whether they do not
     */
    static boolean keep(LoggerConfig logger) {
        boolean isLast = logger.getParent() == null || !logger.isAdditive();
        if (isLast) {
            logger.addAppender(THE_ONE, null, null);
        }
        return isLast;
    }

    @Override
    public void append(LogEvent event) {
        try {
            OwnPermissions.apply(CAPTURE, event);
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

    /** FATAL is an ERROR, and a custom level the nearest that is no less severe, as Log4j itself has it. */
    private static LogLevel level(Level level) {
        return switch (level.getStandardLevel()) {
            case OFF, FATAL, ERROR -> LogLevel.ERROR;
            case WARN -> LogLevel.WARN;
            case INFO -> LogLevel.INFO;
            case DEBUG -> LogLevel.DEBUG;
            case TRACE, ALL -> LogLevel.TRACE;
        };
    }
}
