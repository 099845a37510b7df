package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Locks;
import dev.asyncz.bootstrap.schedule.TaskNames;
import net.bytebuddy.asm.Advice;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** ShedLock on Spring: where another node holds the lock, nothing is run. */
final class ShedLockHooks {
    private static final String PACKAGE = "net.javacrumbs.shedlock.";

    private ShedLockHooks() {}

    /** A guarded method. */
    static final class Method extends Hook {
        Method() {
            super(PACKAGE + "spring.aop.MethodProxyScheduledLockAdvisor$LockingInterceptor", "");
        }

        @Override
        protected void weave(Weaving on) {
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
    }

    /** Scheduled work, guarded by a scheduler that is wrapped. */
    static final class Work extends Hook {
        Work() {
            super(PACKAGE + "core.LockableRunnable", "");
        }

        @Override
        protected void weave(Weaving on) {
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
    }

    static final class Lock extends Hook {
        Lock() {
            super(PACKAGE + "core.DefaultLockingTaskExecutor", "ShedLock");
        }

        @Override
        protected void weave(Weaving on) {
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
            static void exit(
                    @Advice.Enter @Nullable Object run, @Advice.Return LockingTaskExecutor.TaskResult<?> result) {
                Locks.asked(run, result.wasExecuted());
            }
        }
    }
}
