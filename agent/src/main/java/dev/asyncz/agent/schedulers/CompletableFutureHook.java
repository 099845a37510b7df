package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Handoff;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code CompletableFuture} on a machine of one or two cores: up to JDK 24 it then leaves the common pool aside and
 * starts a thread for each piece of work.
 */
final class CompletableFutureHook extends Hook {

    CompletableFutureHook() {
        super("java.util.concurrent.CompletableFuture$ThreadPerTaskExecutor", "");
    }

    @Override
    protected void weave(Weaving on) {
        on.advise(Execute.class, "execute");
    }

    static final class Execute {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) @Nullable Runnable work) {
            work = Handoff.bound(work);
        }
    }
}
