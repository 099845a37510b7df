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
        hooks.add(new FrameworkHook("org.apache.logging.log4j.core.LoggerContext", "Log4j 2"));
        hooks.add(new FrameworkHook("org.apache.logging.log4j.core.config.LoggerConfig", ""));
        hooks.add(new FrameworkHook("org.apache.logging.log4j.core.impl.ContextDataInjectorFactory", ""));
        hooks.add(new FrameworkHook("org.apache.logging.log4j.ThreadContext", ""));
        hooks.add(new FrameworkHook("ch.qos.logback.classic.Logger", "Logback"));
        hooks.add(new FrameworkHook("ch.qos.logback.classic.util.LogbackMDCAdapter", ""));
        hooks.add(new FrameworkHook("org.slf4j.MDC", ""));
        hooks.add(new FrameworkHook("java.util.logging.Logger", "java.util.logging"));
        hooks.add(new FrameworkHook("org.slf4j.bridge.SLF4JBridgeHandler", ""));
        hooks.add(new FrameworkHook("org.apache.logging.log4j.jul.Log4jBridgeHandler", ""));
        hooks.add(new FrameworkHook("org.jboss.logmanager.LoggerNode", "JBoss LogManager"));
        hooks.add(new FrameworkHook("org.jboss.logmanager.MDC", ""));
        hooks.add(new FrameworkHook("org.apache.log4j.Category", "Log4j 1"));
        hooks.add(new FrameworkHook("org.apache.log4j.MDC", ""));
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
