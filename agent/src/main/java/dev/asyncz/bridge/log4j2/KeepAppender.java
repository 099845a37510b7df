package dev.asyncz.bridge.log4j2;

import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Puts the appender back where code of the application has removed it from a logger. */
public final class KeepAppender implements UnaryOperator<Object> {
    @Override
    public Object apply(Object subject) {
        TaskLogAppender.keep((LoggerConfig) subject);
        return subject;
    }
}
