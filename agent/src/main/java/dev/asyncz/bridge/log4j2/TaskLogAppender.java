package dev.asyncz.bridge.log4j2;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.OwnPermissions;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Hands every event to the agent, which copies what it needs and never keeps the event: Log4j reuses it. */
final class TaskLogAppender extends AbstractAppender {
    static final String NAME = "AsyncZ";

    /** Log4j takes one and the same appender for a logger but once. */
    private static final TaskLogAppender THE_ONE = new TaskLogAppender();

    private static final UnaryOperator<Object> CAPTURE = new UnaryOperator<>() {
        private final LineReader lines = new Log4j2Lines();

        @Override
        public Object apply(Object event) {
            lines.capture(event);
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
}
