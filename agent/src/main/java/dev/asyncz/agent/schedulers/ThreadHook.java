package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.run.StartedThreads;
import net.bytebuddy.asm.Advice;

/** A plain {@code new Thread} belongs to the run that starts it; virtual ones come another way. */
final class ThreadHook extends Hook {

    ThreadHook() {
        super("java.lang.Thread", "");
    }

    @Override
    protected void weave(Weaving on) {
        on.advise(Start.class, "start");
    }

    static final class Start {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Thread thread) {
            StartedThreads.starting(thread);
        }
    }
}
