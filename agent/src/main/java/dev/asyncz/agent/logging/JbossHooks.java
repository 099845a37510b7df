package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.line.Lines;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** JBoss LogManager, which takes the place of java.util.logging's own loggers in WildFly and Quarkus. */
final class JbossHooks {
    static final String NAME = "JBoss LogManager";
    private static final String NODE = "org.jboss.logmanager.LoggerNode";
    private static final String MDC = "org.jboss.logmanager.MDC";

    /** Quarkus' own, which keeps what is logged before its levels are known. */
    private static final String DELAYED = "io.quarkus.bootstrap.logging.QuarkusDelayedHandler";

    static final String CLASSES = NODE + " " + MDC + " " + DELAYED;

    static final String PACKAGES = "org.jboss.logmanager. io.quarkus.bootstrap.logging.";

    private JbossHooks() {}

    static void weave(String type, Weaving on) {
        switch (type) {
            case NODE -> publishing(on);
            case MDC -> mdc(on);
            case DELAYED -> delayed(on);
        }
    }

    /** Around what hands a record to the handlers; a node does so for its parents too, which is the same line. */
    private static void publishing(Weaving on) {
        on.advise(Call.class, "publish", "org.jboss.logmanager.ExtLogRecord");
    }

    static final class Call {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(
                @Advice.Origin Class<?> framework,
                @Advice.This Object logger,
                @Advice.Argument(0) @Nullable Object event) {
            return Lines.begin("dev.asyncz.bridge.jboss.JbossLines", framework, logger, event);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun) {
            Lines.end(begun);
        }
    }

    /** Shows task_id and run_id to an application that asks its MDC. */
    private static void mdc(Weaving on) {
        on.advise(ShownValue.class, "get", "java.lang.String");
    }

    /** What it keeps is no line yet: it writes later what the levels let pass. */
    private static void delayed(Weaving on) {
        on.advise(Delayed.class, "doPublish")
                .advise(Replayed.class, "activate")
                .advise(Replayed.class, "setBuildTimeHandlers");
    }

    static final class Delayed {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.FieldValue("activated") boolean activated,
                @Advice.FieldValue("buildTimeLoggingActivated") boolean building) {
            Lines.passOnUnless(activated | building);
        }
    }

    static final class Replayed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.Origin Class<?> framework, @Advice.FieldValue("logRecords") @Nullable Object records) {
            Hub.bridge("dev.asyncz.bridge.jboss.ReplayLines", framework, records);
        }
    }
}
