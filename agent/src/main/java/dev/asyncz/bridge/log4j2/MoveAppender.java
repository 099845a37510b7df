package dev.asyncz.bridge.log4j2;

import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Moves the appender with a logger that passes its events on from now on, or does so no more. */
public final class MoveAppender implements UnaryOperator<Object> {
    @Override
    public Object apply(Object subject) {
        LoggerConfig logger = (LoggerConfig) subject;
        if (!TaskLogAppender.keep(logger)) {
            logger.removeAppender(TaskLogAppender.NAME);
        }
        return subject;
    }
}
