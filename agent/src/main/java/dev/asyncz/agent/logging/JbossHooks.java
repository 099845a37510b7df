package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Lines;
import dev.asyncz.bootstrap.ThreadContextView;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** JBoss LogManager, which takes the place of java.util.logging's own loggers in WildFly and Quarkus. */
final class JbossHooks {
    private JbossHooks() {}

    /** Around what hands a record to the handlers; a node does so for its parents too, which is the same line. */
    static final class Publishing extends Hook {
        Publishing() {
            super("org.jboss.logmanager.LoggerNode", "JBoss LogManager");
        }

        @Override
        protected void weave(Weaving on) {
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
    }

    /** Shows task_id and run_id to an application that asks its MDC. */
    static final class Mdc extends Hook {
        Mdc() {
            super("org.jboss.logmanager.MDC", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(Get.class, "get", "java.lang.String");
        }

        static final class Get {
            @Advice.OnMethodExit(suppress = Throwable.class)
            @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
            static void exit(
                    @Advice.Argument(0) @Nullable String key, @Advice.Return(readOnly = false) @Nullable String value) {
                value = ThreadContextView.value(key, value);
            }
        }
    }
}
