package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.handoff.UnobservedFailures;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;

/**
 * {@code FutureTask} keeps the exception of submitted work to itself; the run that submitted it should know, unless
 * somebody asks for it.
 */
public final class FutureTaskHooks {
    public static final String CLASSES = "java.util.concurrent.FutureTask";

    private FutureTaskHooks() {}

    public static void weave(Weaving on) {
        on.advise(Swallowed.class, "setException")
                // Where get() comes to.
                .advise(Asked.class, "report")
                .advise(Cancelled.class, "cancel");
        if (on.has("exceptionNow")) {
            on.advise(Asked.class, "exceptionNow")
                    .advise(Asked.class, "resultNow")
                    .advise(Asked.class, "state");
        }
    }

    static final class Swallowed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Future<?> task, @Advice.Argument(0) Throwable failure) {
            Handoff.swallowed(task, failure);
        }
    }

    /** Afterwards: the work may be failing just now. */
    static final class Cancelled {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object task) {
            UnobservedFailures.asked(task);
        }
    }

    static final class Asked {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object task) {
            UnobservedFailures.asked(task);
        }
    }
}
