package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Hook;
import java.util.List;

/** The list of what is woven for capture and for the thread context. */
public final class LoggingFrameworks {
    private LoggingFrameworks() {}

    /** All hooks of this package. */
    public static List<Hook> hooks() {
        return List.of(new Log4j2Hooks.Loggers(), new Log4j2Hooks.ContextData(), new Log4j2Hooks.ThreadContextMap());
    }
}
