package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.line.Lines;
import dev.asyncz.bootstrap.line.ThreadContextView;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Logback 1.2 to 1.6. */
final class LogbackHooks {
    static final String NAME = "Logback";
    private static final String LOGGER = "ch.qos.logback.classic.Logger";
    private static final String MDC_ADAPTER = "ch.qos.logback.classic.util.LogbackMDCAdapter";
    private static final String MDC = "org.slf4j.MDC";

    static final String CLASSES = LOGGER + " " + MDC_ADAPTER + " " + MDC;

    static final String PACKAGES = "ch.qos.logback. org.slf4j.";

    private LogbackHooks() {}

    static void weave(String type, Weaving on) {
        switch (type) {
            case LOGGER -> appending(on);
            case MDC_ADAPTER -> eventContext(on);
            case MDC -> mdc(on);
        }
    }

    /** Around the one method through which every event goes to the appenders, whichever are there. */
    private static void appending(Weaving on) {
        on.advise(Call.class, "callAppenders", "ch.qos.logback.classic.spi.ILoggingEvent");
    }

    static final class Call {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(
                @Advice.Origin Class<?> framework,
                @Advice.This Object logger,
                @Advice.Argument(0) @Nullable Object event) {
            return Lines.begin("dev.asyncz.bridge.logback.LogbackLines", framework, logger, event);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun) {
            Lines.end(begun);
        }
    }

    /**
     * What an event takes from the MDC, on the thread that logs, for {@code %X} and everything else; asynchronous
     * appenders carry it on. Copies that the application asks for are made elsewhere, and stay without the run.
     */
    private static void eventContext(Weaving on) {
        on.advise(Taken.class, "getPropertyMap");
    }

    static final class Taken {
        @Advice.OnMethodExit(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
        static void exit(@Advice.Return(readOnly = false) @Nullable Map<String, String> context) {
            context = ThreadContextView.all(context);
        }
    }

    /** Shows task_id and run_id to an application that asks its MDC, whatever logs below SLF4J. */
    private static void mdc(Weaving on) {
        on.advise(ShownValue.class, "get", "java.lang.String");
    }
}
