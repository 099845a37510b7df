package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.HookTable;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import java.io.PrintStream;
import java.util.List;

/** The table of what is woven for capture and for the thread context. */
public final class LoggingFrameworks extends HookTable {
    private LoggingFrameworks() {}

    /** The frameworks. */
    public static LoggingFrameworks known() {
        LoggingFrameworks table = new LoggingFrameworks();
        table.library(Log4j2Hooks.NAME, Log4j2Hooks.CLASSES, Log4j2Hooks.PACKAGES);
        table.library(LogbackHooks.NAME, LogbackHooks.CLASSES, LogbackHooks.PACKAGES);
        table.library(JulHooks.NAME, JulHooks.CLASSES, JulHooks.PACKAGES);
        table.library(JbossHooks.NAME, JbossHooks.CLASSES, JbossHooks.PACKAGES);
        table.library(Log4j1Hooks.NAME, Log4j1Hooks.CLASSES, Log4j1Hooks.PACKAGES);
        return table;
    }

    /** What a JVM that runs already needs besides. */
    public static LoggingFrameworks earlier() {
        LoggingFrameworks table = new LoggingFrameworks();
        table.add("", EarlierLog4j2Hooks.CLASSES);
        return table;
    }

    /** Standard output and error. */
    public static LoggingFrameworks printing() {
        LoggingFrameworks table = new LoggingFrameworks();
        table.add(PrintingHooks.NAME, PrintingHooks.CLASSES);
        return table;
    }

    @Override
    protected void weave(String classes, String type, Weaving on) {
        switch (classes) {
            case Log4j2Hooks.CLASSES -> Log4j2Hooks.weave(type, on);
            case LogbackHooks.CLASSES -> LogbackHooks.weave(type, on);
            case JulHooks.CLASSES -> JulHooks.weave(type, on);
            case JbossHooks.CLASSES -> JbossHooks.weave(type, on);
            case Log4j1Hooks.CLASSES -> Log4j1Hooks.weave(type, on);
            case EarlierLog4j2Hooks.CLASSES -> EarlierLog4j2Hooks.weave(on);
            case PrintingHooks.CLASSES -> PrintingHooks.weave(type, on);
        }
    }

    /** The classes that {@link #printing} names, which no JVM is without. */
    public static List<Class<?>> printingClasses() {
        return List.of(PrintStream.class, Throwable.class);
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
