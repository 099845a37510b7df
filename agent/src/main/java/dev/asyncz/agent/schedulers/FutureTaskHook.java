package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Handoff;
import net.bytebuddy.asm.Advice;

/** {@code FutureTask} keeps the exception of submitted work to itself; the run that submitted it should know. */
final class FutureTaskHook extends Hook {

    FutureTaskHook() {
        super("java.util.concurrent.FutureTask", "");
    }

    @Override
    protected void weave(Weaving on) {
        on.advise(Swallowed.class, "setException");
    }

    static final class Swallowed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Throwable failure) {
            Handoff.swallowed(failure);
        }
    }
}
