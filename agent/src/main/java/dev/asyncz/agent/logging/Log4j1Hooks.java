package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.line.Lines;
import dev.asyncz.bootstrap.line.ThreadContextView;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Log4j 1.2 and reload4j. */
final class Log4j1Hooks {
    static final String NAME = "Log4j 1";
    private static final String CATEGORY = "org.apache.log4j.Category";
    private static final String MDC = "org.apache.log4j.MDC";

    static final String CLASSES = CATEGORY + " " + MDC;

    static final String PACKAGES = "org.apache.log4j.";

    private Log4j1Hooks() {}

    static void weave(String type, Weaving on) {
        switch (type) {
            case CATEGORY -> appending(on);
            case MDC -> mdc(on);
        }
    }

    /** Around the one method through which every event goes to the appenders. */
    private static void appending(Weaving on) {
        // log4j-over-slf4j has a class of this name, without appenders: what it is given is captured below SLF4J.
        if (!on.has("differentiatedLog")) {
            on.advise(Call.class, "callAppenders", "org.apache.log4j.spi.LoggingEvent");
        }
    }

    static final class Call {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(
                @Advice.Origin Class<?> framework,
                @Advice.This Object logger,
                @Advice.Argument(0) @Nullable Object event) {
            return Lines.begin("dev.asyncz.bridge.log4j1.Log4j1Lines", framework, logger, event);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun) {
            Lines.end(begun);
        }
    }

    /** Shows task_id and run_id to an application that asks its MDC. */
    private static void mdc(Weaving on) {
        on.advise(Get.class, "get", "java.lang.String");
    }

    static final class Get {
        @Advice.OnMethodExit(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
        static void exit(
                @Advice.Argument(0) @Nullable String key,
                @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object value) {
            value = ThreadContextView.anyValue(key, value);
        }
    }
}
