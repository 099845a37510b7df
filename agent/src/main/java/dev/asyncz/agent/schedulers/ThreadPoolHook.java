package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Handoff;
import dev.asyncz.bootstrap.StartedThreads;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ThreadPoolExecutor}: work that a run executes or submits belongs to the run. */
class ThreadPoolHook extends Hook {

    ThreadPoolHook() {
        super("java.util.concurrent.ThreadPoolExecutor", "");
    }

    @Override
    protected void weave(Weaving on) {
        on.advise(Execute.class, "execute")
                .advise(Worker.class, "runWorker")
                .replaceCall("runWorker", "java.lang.Runnable", "run", Handoff.class, "run")
                .advise(Reject.class, "reject")
                .advise(Remove.class, "remove", "java.lang.Runnable")
                .advise(Drain.class, "drainQueue");
    }

    static final class Execute {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Runnable work) {
            Handoff.carry(work);
        }
    }

    /** A run may have made the pool, or its factory may wrap the worker: it works for all. */
    static final class Worker {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            StartedThreads.pooled();
        }
    }

    static final class Reject {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Runnable work) {
            Handoff.forget(work);
        }
    }

    static final class Remove {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) Runnable work, @Advice.Return boolean removed) {
            Handoff.forgetIf(removed, work);
        }
    }

    static final class Drain {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return @Nullable List<Runnable> drained) {
            Handoff.forgetAll(drained);
        }
    }
}
