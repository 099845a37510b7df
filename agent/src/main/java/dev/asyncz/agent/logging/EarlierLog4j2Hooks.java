package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * Log4j 2 in a JVM that runs already: what fills an event's context data is kept in constants by now, and can no longer
 * be wrapped. Log4j's own three kinds of it are woven instead.
 */
final class EarlierLog4j2Hooks {
    private static final String INJECTOR = "org.apache.logging.log4j.core.impl.ThreadContextDataInjector$For";

    static final String CLASSES = INJECTOR + "DefaultThreadContextMap " + INJECTOR + "GarbageFreeThreadContextMap "
            + INJECTOR + "CopyOnWriteThreadContextMap";

    private EarlierLog4j2Hooks() {}

    static void weave(Weaving on) {
        on.advise(Injected.class, "injectContextData");
    }

    static final class Injected {
        @Advice.OnMethodExit(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
        static void exit(
                @Advice.Origin Class<?> framework,
                @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object data) {
            data = Hub.bridge("dev.asyncz.bridge.log4j2.BindEarlierData", framework, data);
        }
    }
}
