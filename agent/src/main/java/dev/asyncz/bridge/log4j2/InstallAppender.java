package dev.asyncz.bridge.log4j2;

import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * Adds the appender to a configuration: to the root, and to each logger that does not pass its events on to the root.
 * Whatever the configuration, each event meets it exactly once.
 */
public final class InstallAppender implements UnaryOperator<Object> {
    @Override
    public Object apply(Object subject) {
        Configuration configuration = (Configuration) subject;
        TaskLogAppender.keep(configuration.getRootLogger());
        for (LoggerConfig each : configuration.getLoggers().values()) {
            TaskLogAppender.keep(each);
        }
        return configuration;
    }
}
