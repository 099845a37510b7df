package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.bootstrap.Hub;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The list of what is woven for capture and for the thread context. */
public final class LoggingFrameworks {
    private LoggingFrameworks() {}

    /** All hooks of this package. */
    public static List<Hook> hooks() {
        List<Hook> hooks = new ArrayList<>();
        hooks.add(new Log4j2Hooks.Loggers());
        hooks.add(new Log4j2Hooks.ContextData());
        hooks.add(new Log4j2Hooks.ThreadContextMap());
        hooks.add(new LogbackHooks.Appending());
        hooks.add(new LogbackHooks.EventContext());
        hooks.add(new LogbackHooks.Mdc());
        hooks.add(new JulHooks.Publishing());
        hooks.add(new JulHooks.ToSlf4j());
        hooks.add(new JulHooks.ToLog4j2());
        hooks.add(new JbossHooks.Publishing());
        hooks.add(new JbossHooks.Mdc());
        hooks.add(new Log4j1Hooks.Appending());
        hooks.add(new Log4j1Hooks.Mdc());
        return hooks;
    }

    /** What is woven to capture standard output and error. */
    public static List<Hook> printingHooks() {
        return List.of(new PrintingHooks.Stream(), new PrintingHooks.Trace());
    }

    /** The classes that {@link #printingHooks} name, which no JVM is without. */
    public static List<Class<?>> printing() {
        return List.of(PrintStream.class, Throwable.class);
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
