package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.line.Lines;
import java.util.logging.LogRecord;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * java.util.logging, and whatever logs by it: System.Logger, Tomcat's JULI. Woven when the application loads it, and
 * not touched before: its log manager is chosen once, by whoever comes first.
 */
final class JulHooks {
    static final String NAME = "java.util.logging";
    private static final String LOGGER = "java.util.logging.Logger";
    private static final String FORMATTER = "java.util.logging.Formatter";
    private static final String SLF4J_HANDLER = "org.slf4j.bridge.SLF4JBridgeHandler";
    private static final String LOG4J_HANDLER = "org.apache.logging.log4j.jul.Log4jBridgeHandler";

    static final String CLASSES = LOGGER + " " + FORMATTER + " " + SLF4J_HANDLER + " " + LOG4J_HANDLER;

    static final String PACKAGES = "java.util.logging. org.slf4j.bridge. org.apache.logging.log4j.jul.";

    private JulHooks() {}

    static void weave(String type, Weaving on) {
        switch (type) {
            case LOGGER -> publishing(on);
            case FORMATTER -> formatting(on);
            case SLF4J_HANDLER -> toSlf4j(on);
            case LOG4J_HANDLER -> toLog4j2(on);
        }
    }

    /** Around the one method through which every record goes to the handlers. */
    private static void publishing(Weaving on) {
        on.advise(Call.class, "log", "java.util.logging.LogRecord").advise(Handlers.class, "accessCheckedHandlers");
    }

    static final class Call {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(
                @Advice.Origin Class<?> framework,
                @Advice.This Object logger,
                @Advice.Argument(0) @Nullable Object event) {
            return Lines.begin("dev.asyncz.bridge.jul.JulLines", framework, logger, event);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun) {
            Lines.end(begun);
        }
    }

    /** Asked for its handlers, the logger has let the record pass: its filter must not be asked twice. */
    static final class Handlers {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            Lines.reached();
        }
    }

    /** What the application's handlers write: the arguments of a record are not asked for their text once more. */
    private static void formatting(Weaving on) {
        on.advise(Formatted.class, "formatMessage", "java.util.logging.LogRecord");
    }

    static final class Formatted {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) LogRecord event, @Advice.Return @Nullable String text) {
            Lines.formatted(event, event.getMessage(), event.getParameters(), text);
        }
    }

    /** jul-to-slf4j, a handler that hands records on to SLF4J. */
    private static void toSlf4j(Weaving on) {
        on.advise(Target.class, "getSLF4JLogger");
    }

    static final class Target {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return @Nullable Object logger) {
            Lines.passOnTo(logger);
        }
    }

    /** The handler of log4j-jul, which hands records on to Log4j 2. */
    private static void toLog4j2(Weaving on) {
        on.advise(Publish.class, "publish");
    }

    static final class Publish {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            Lines.passOn();
        }
    }
}
