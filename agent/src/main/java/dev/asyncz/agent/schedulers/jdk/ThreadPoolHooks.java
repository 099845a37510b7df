package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.handoff.PoolHandoff;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code ThreadPoolExecutor}: work that a run executes or submits belongs to the run. Looked at is what comes to the
 * queue and to the worker: other agents exchange what {@code execute} is given.
 */
public final class ThreadPoolHooks {
    public static final String CLASSES = "java.util.concurrent.ThreadPoolExecutor";

    private ThreadPoolHooks() {}

    public static void weave(Weaving on) {
        on.replaceCall(
                        "execute",
                        "java.util.concurrent.BlockingQueue",
                        "offer",
                        "(Ljava/lang/Object;)Z",
                        PoolHandoff.class,
                        "offer")
                .advise(Working.class, "runWorker")
                .advise(Taking.class, "getTask")
                .advise(Reject.class, "reject")
                .advise(Remove.class, "remove", "java.lang.Runnable")
                .advise(Drain.class, "drainQueue");
    }

    static final class Working {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.Argument(0) Object worker, @Advice.FieldValue("threadFactory") ThreadFactory factory) {
            PoolHandoff.workerStarts(worker, factory);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit() {
            PoolHandoff.workerLooks();
        }
    }

    static final class Taking {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            PoolHandoff.workerLooks();
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Return @Nullable Runnable work, @Advice.FieldValue("threadFactory") ThreadFactory factory) {
            PoolHandoff.workerTakes(work, factory);
        }
    }

    static final class Reject {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(
                @Advice.Argument(0) Runnable work,
                @Advice.FieldValue("workQueue") BlockingQueue<Runnable> queue,
                @Advice.FieldValue("handler") RejectedExecutionHandler handler) {
            return PoolHandoff.rejecting(work, queue, handler);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @Advice.Enter @Nullable Object noted,
                @Advice.Argument(0) Runnable work,
                @Advice.Thrown @Nullable Throwable thrown) {
            PoolHandoff.rejected(noted, work, thrown);
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
