package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.handoff.PoolHandoff;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Where the work of a {@code ThreadPoolExecutor} waits: a worker that is made for it, or a place in a queue. */
public final class WaitingWorkHooks {
    private static final String WORKER = "java.util.concurrent.ThreadPoolExecutor$Worker";
    private static final String QUEUE = "java.util.concurrent.LinkedBlockingQueue";

    public static final String CLASSES = WORKER + " " + QUEUE;

    private WaitingWorkHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case WORKER -> worker(on);
            case QUEUE -> linkedQueue(on);
        }
    }

    /** A thread of the pool, made for the work that comes when there is none to spare. */
    private static void worker(Weaving on) {
        on.adviseConstructor(Made.class);
    }

    static final class Made {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object worker, @Advice.Argument(1) @Nullable Runnable firstWork) {
            PoolHandoff.workerMade(worker, firstWork);
        }
    }

    /** Where most pools keep what waits: each piece of work in a node of its own, whatever object it is. */
    private static void linkedQueue(Weaving on) {
        on.advise(Enqueued.class, "enqueue").advise(Dequeued.class, "dequeue");
    }

    @SuppressWarnings("UnusedVariable") // Writing it changes what is appended.
    static final class Enqueued {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false, typing = Typing.DYNAMIC) Object node) {
            node = PoolHandoff.enqueued(node);
        }
    }

    /** What was taken out was in what is the head by now. */
    static final class Dequeued {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.FieldValue("head") Object node) {
            PoolHandoff.dequeued(node);
        }
    }
}
