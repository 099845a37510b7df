package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.run.StartedThreads;
import net.bytebuddy.asm.Advice;

/** A plain {@code new Thread} belongs to the run that starts it; virtual ones come another way. */
public final class ThreadHooks {
    public static final String CLASSES = "java.lang.Thread";

    private ThreadHooks() {}

    public static void weave(Weaving on) {
        on.advise(Start.class, "start");
    }

    static final class Start {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Thread thread) {
            StartedThreads.starting(thread);
        }
    }
}
