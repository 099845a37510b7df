package dev.asyncz.agent.schedulers.libraries;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Timeouts;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Timers of enterprise beans in GlassFish and Payara. */
public final class GlassFishHooks {
    public static final String NAME = "EJB timer";
    public static final String CLASSES = "com.sun.ejb.containers.BaseContainer";

    public static final String PACKAGES = "org.glassfish. fish.payara. com.sun.ejb.";

    private GlassFishHooks() {}

    public static void weave(Weaving on) {
        on.advise(Timeout.class, "callEJBTimeout")
                .advise(Found.class, "getTimeoutMethod")
                .advise(Called.class, "intercept");
    }

    static final class Timeout {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter() {
            return Timeouts.begin();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object timeout) {
            Timeouts.end(timeout);
        }
    }

    static final class Found {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return @Nullable Method method) {
            Timeouts.found(NAME, method);
        }
    }

    /** The container keeps what a timeout throws to itself. */
    static final class Called {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter() {
            return Timeouts.called();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object timeout, @Advice.Thrown @Nullable Throwable failure) {
            Timeouts.failed(timeout, failure);
        }
    }
}
