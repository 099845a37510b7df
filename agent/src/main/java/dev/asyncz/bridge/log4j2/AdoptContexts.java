package dev.asyncz.bridge.log4j2;

import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;

/** Lets every context that is configured already update its loggers, which brings the appender into it. */
public final class AdoptContexts implements UnaryOperator<Object> {

    @Override
    public Object apply(Object framework) {
        if (LogManager.getFactory() instanceof Log4jContextFactory factory) {
            factory.getSelector().getLoggerContexts().forEach(LoggerContext::updateLoggers);
        }
        return framework;
    }
}
