package dev.asyncz.agent.schedulers.libraries;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Locks;
import dev.asyncz.bootstrap.schedule.TaskNames;
import net.bytebuddy.asm.Advice;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** ShedLock on Spring: where another node holds the lock, nothing is run. */
public final class ShedLockHooks {
    public static final String NAME = "ShedLock";
    private static final String PACKAGE = "net.javacrumbs.shedlock.";
    private static final String EXECUTOR = PACKAGE + "core.DefaultLockingTaskExecutor";
    private static final String INTERCEPTOR = PACKAGE + "spring.aop.MethodProxyScheduledLockAdvisor$LockingInterceptor";
    private static final String LOCKABLE = PACKAGE + "core.LockableRunnable";

    public static final String CLASSES = EXECUTOR + " " + INTERCEPTOR + " " + LOCKABLE;

    public static final String PACKAGES = "net.javacrumbs.shedlock.";

    private ShedLockHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case EXECUTOR -> lock(on);
            case INTERCEPTOR -> method(on);
            case LOCKABLE -> work(on);
        }
    }

    /** A guarded method. */
    private static void method(Weaving on) {
        on.advise(Invoked.class, "invoke");
    }

    static final class Invoked {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) MethodInvocation invocation) {
            Locks.guard(
                    invocation.getMethod().getDeclaringClass(),
                    invocation.getMethod().getName());
        }
    }

    /** Scheduled work, guarded by a scheduler that is wrapped. */
    private static void work(Weaving on) {
        on.adviseConstructor(Wrapped.class).advise(Run.class, "run");
    }

    static final class Wrapped {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object wrapper, @Advice.Argument(0) Runnable work) {
            TaskNames.rememberAs(wrapper, work);
        }
    }

    static final class Run {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object wrapper) {
            Locks.guardWork(wrapper);
        }
    }

    private static void lock(Weaving on) {
        on.advise(
                Asked.class,
                "executeWithLock",
                PACKAGE + "core.LockingTaskExecutor$TaskWithResult",
                PACKAGE + "core.LockConfiguration");
    }

    static final class Asked {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter() {
            return Locks.ask();
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object run, @Advice.Return LockingTaskExecutor.TaskResult<?> result) {
            Locks.asked(run, result.wasExecuted());
        }
    }
}
