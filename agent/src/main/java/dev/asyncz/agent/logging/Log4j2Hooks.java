package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.line.Lines;
import dev.asyncz.bootstrap.line.ThreadContextView;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Log4j 2 Core, 2.17 to 2.26. */
final class Log4j2Hooks {
    static final String NAME = "Log4j 2";
    private static final String CONTEXT = "org.apache.logging.log4j.core.LoggerContext";
    private static final String LOGGER = "org.apache.logging.log4j.core.config.LoggerConfig";
    private static final String INJECTORS = "org.apache.logging.log4j.core.impl.ContextDataInjectorFactory";
    private static final String THREAD_CONTEXT = "org.apache.logging.log4j.ThreadContext";

    static final String CLASSES = CONTEXT + " " + LOGGER + " " + INJECTORS + " " + THREAD_CONTEXT;

    static final String PACKAGES = "org.apache.logging.";

    private Log4j2Hooks() {}

    static void weave(String type, Weaving on) {
        switch (type) {
            case CONTEXT -> configurations(on);
            case LOGGER -> loggers(on);
            case INJECTORS -> contextData(on);
            case THREAD_CONTEXT -> threadContext(on);
        }
    }

    /** Puts the appender into each configuration before loggers turn to it, so that no line falls between two. */
    private static void configurations(Weaving on) {
        String configuration = "org.apache.logging.log4j.core.config.Configuration";
        on.advise(Update.class, "updateLoggers", configuration);
    }

    static final class Update {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Origin Class<?> framework, @Advice.Argument(0) @Nullable Object configuration) {
            Hub.bridge("dev.asyncz.bridge.log4j2.InstallAppender", framework, configuration);
        }
    }

    /**
     * Keeps the appender out of sight of code that walks through a configuration and removes what it does not know, and
     * puts it back where it is removed all the same. Before the first appender is called, the event is prepared.
     */
    private static void loggers(Weaving on) {
        on.advise(Shown.class, "getAppenders")
                .advise(Removed.class, "removeAppender", "java.lang.String")
                .advise(Additive.class, "setAdditive", "boolean")
                .advise(Call.class, "callAppenders", "org.apache.logging.log4j.core.LogEvent");
    }

    static final class Shown {
        @Advice.OnMethodExit(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
        static void exit(
                @Advice.Origin Class<?> framework,
                @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object appenders) {
            appenders = Hub.bridge("dev.asyncz.bridge.log4j2.HideAppender", framework, appenders);
        }
    }

    static final class Removed {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Origin Class<?> framework, @Advice.This Object logger) {
            Hub.bridge("dev.asyncz.bridge.log4j2.KeepAppender", framework, logger);
        }
    }

    /** Whether a logger passes its events on decides whether it needs the appender. */
    static final class Additive {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Origin Class<?> framework, @Advice.This Object logger) {
            Hub.bridge("dev.asyncz.bridge.log4j2.MoveAppender", framework, logger);
        }
    }

    static final class Call {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Origin Class<?> framework, @Advice.Argument(0) @Nullable Object event) {
            Lines.prepare("dev.asyncz.bridge.log4j2.Log4j2Lines", framework, event);
        }
    }

    /** Wraps what fills an event's context data, on the thread that logs: whatever clears the thread context, it stays. */
    private static void contextData(Weaving on) {
        on.advise(Created.class, "createInjector");
    }

    static final class Created {
        @Advice.OnMethodExit(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
        static void exit(
                @Advice.Origin Class<?> framework,
                @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object injector) {
            injector = Hub.bridge("dev.asyncz.bridge.log4j2.WrapInjector", framework, injector);
        }
    }

    /**
     * Shows task_id and run_id to an application that asks its thread context. Copies of the whole context stay
     * without them: an application that hands such a copy to another thread would make them its own, and they would
     * stick there.
     */
    private static void threadContext(Weaving on) {
        on.advise(ShownValue.class, "get", "java.lang.String")
                .advise(Contains.class, "containsKey", "java.lang.String");
    }

    static final class Contains {
        @Advice.OnMethodExit(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
        static void exit(@Advice.Argument(0) @Nullable String key, @Advice.Return(readOnly = false) boolean contained) {
            contained = ThreadContextView.contains(key, contained);
        }
    }
}
