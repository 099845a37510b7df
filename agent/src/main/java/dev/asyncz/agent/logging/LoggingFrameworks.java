package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.bootstrap.Hub;
import java.util.List;

/** The list of what is woven for capture and for the thread context. */
public final class LoggingFrameworks {
    private LoggingFrameworks() {}

    /** All hooks of this package. */
    public static List<Hook> hooks() {
        return List.of(new Log4j2Hooks.Loggers(), new Log4j2Hooks.ContextData(), new Log4j2Hooks.ThreadContextMap());
    }

    /** What a JVM that runs already needs besides. */
    public static List<Hook> hooksForRunning() {
        return EarlierLog4j2Hooks.hooks();
    }

    /** Brings capture to what has been configured already. */
    public static void adopt(Class<?>[] loaded) {
        for (Class<?> each : loaded) {
            if (each.getName().equals("org.apache.logging.log4j.core.LoggerContext")) {
                Hub.bridge("dev.asyncz.bridge.log4j2.AdoptContexts", each, each);
            }
        }
    }
}
