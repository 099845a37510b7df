package dev.asyncz.agent.schedulers.libraries;

import dev.asyncz.agent.schedulers.jdk.ScheduledExecutorHooks.AtOnce;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.schedule.LiveSchedules;
import dev.asyncz.bootstrap.schedule.ManagedWork;
import dev.asyncz.bootstrap.schedule.Plans;
import dev.asyncz.bootstrap.schedule.Pools;
import dev.asyncz.bootstrap.schedule.TaskNames;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Concurro, which brings the managed executors of GlassFish, Payara and WildFly, with the names of Jakarta EE and those
 * of Java EE alike. It makes task objects of its own rather than the JDK's. No type of either API is touched.
 */
public final class ManagedExecutorHooks {
    public static final String NAME = "ManagedScheduledExecutorService";
    private static final String PACKAGE = "org.glassfish.enterprise.concurrent.";
    private static final String EXECUTOR = PACKAGE + "internal.ManagedScheduledThreadPoolExecutor";
    private static final String SERVICE = PACKAGE + "ManagedScheduledExecutorServiceImpl";
    private static final String TASK = EXECUTOR + "$ManagedScheduledFutureTask";
    private static final String TRIGGERED_TASK = EXECUTOR + "$ManagedTriggerSingleFutureTask";
    private static final String FUTURE = PACKAGE + "internal.ManagedFutureTask";

    public static final String CLASSES = EXECUTOR + " " + SERVICE + " " + TASK + " " + TRIGGERED_TASK + " " + FUTURE;

    public static final String PACKAGES = "org.glassfish.enterprise.concurrent.";

    private ManagedExecutorHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case EXECUTOR -> executor(on);
            case SERVICE -> service(on);
            case TASK -> task(on);
            case TRIGGERED_TASK -> triggeredTask(on);
            case FUTURE -> failure(on);
        }
    }

    /** What the application sees. */
    private static void service(Weaving on) {
        on.advise(AtOnce.class, "execute")
                .advise(AtOnce.class, "submit")
                // For invokeAll and invokeAny.
                .advise(AtOnce.class, "getNewTaskFor");
    }

    private static void executor(Weaving on) {
        on.advise(Scheduling.class, "schedule");
    }

    /** With a trigger, the work is wrapped, and is scheduled anew after each run, where nobody knows its name. */
    static final class Scheduling {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.Argument(1) Object work) {
            return Plans.beginNaming(TaskNames.of(work), NAME);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            Plans.endNaming(before);
        }
    }

    private static void task(Weaving on) {
        // The other constructors call these.
        String service = PACKAGE + "AbstractManagedExecutorService";
        on.adviseConstructor(Runs.class, EXECUTOR, service, "java.lang.Runnable", "java.lang.Object", "long", "long")
                .adviseConstructor(Called.class, EXECUTOR, service, "java.util.concurrent.Callable", "long", "long")
                .advise(Execution.class, "run");
    }

    static final class Runs {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Future<?> task,
                @Advice.Argument(2) Runnable work,
                @Advice.Argument(4) long when,
                @Advice.Argument(5) long period) {
            Pools.taking(null);
            ManagedWork.note(task, work, when, period);
            LiveSchedules.made(task, null, work);
        }
    }

    static final class Called {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Future<?> task,
                @Advice.Argument(2) Callable<?> work,
                @Advice.Argument(3) long when,
                @Advice.Argument(4) long period) {
            Pools.taking(null);
            ManagedWork.note(task, work, when, period);
            LiveSchedules.made(task, null, work);
        }
    }

    static final class Execution {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object task) {
            return ManagedWork.begin(task);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun) {
            RunScope.end(begun);
        }
    }

    /** One execution of what runs when its trigger says. */
    private static void triggeredTask(Weaving on) {
        on.adviseConstructor(Triggered.class);
    }

    static final class Triggered {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(2) Object work) {
            Plans.note(work, "when its trigger says");
        }
    }

    private static void failure(Weaving on) {
        on.advise(EntryKind.class, "setException");
    }

    static final class EntryKind {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Future<?> task, @Advice.Argument(0) Throwable failure) {
            ManagedWork.fails(task, failure);
        }
    }
}
