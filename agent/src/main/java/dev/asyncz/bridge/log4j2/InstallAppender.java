package dev.asyncz.bridge.log4j2;

import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * Adds the appender to a configuration: to the root, and to each logger that does not pass its events on to the root.
 * Whatever the configuration, each event meets it exactly once. Doing it again changes nothing.
 */
public final class InstallAppender implements UnaryOperator<Object> {
    private final Appender appender = TaskLogAppender.started();

    @Override
    public Object apply(Object subject) {
        Configuration configuration = (Configuration) subject;
        install(configuration.getRootLogger());
        for (LoggerConfig each : configuration.getLoggers().values()) {
            if (!each.isAdditive()) {
                install(each);
            }
        }
        return configuration;
    }

    private void install(LoggerConfig logger) {
        if (!logger.getAppenders().containsKey(appender.getName())) {
            logger.addAppender(appender, null, null);
        }
    }
}
