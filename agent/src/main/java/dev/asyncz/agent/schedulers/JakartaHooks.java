package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.schedule.TaskNames;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Jakarta EE as TomEE runs it, and Java EE, whose names begin with javax, alike: timers of enterprise beans, and managed
 * executors. No type of either API is touched.
 */
final class JakartaHooks {
    private static final String NAME = "EJB timer";
    private static final String PACKAGE = "org.apache.openejb.";

    private JakartaHooks() {}

    /** A timer learns which method of its bean it calls. */
    static final class Timer extends Hook {
        Timer() {
            super(PACKAGE + "core.timer.TimerData", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.adviseConstructor(Made.class).advise(ReadBack.class, "setTimeoutMethod");
        }

        static final class Made {
            @Advice.OnMethodExit(suppress = Throwable.class)
            static void exit(@Advice.This Object timer, @Advice.Argument(4) @Nullable Method method) {
                TaskNames.rememberMethod(timer, method);
            }
        }

        /** What a database has kept. */
        static final class ReadBack {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.This Object timer, @Advice.Argument(0) @Nullable Method method) {
                TaskNames.rememberMethod(timer, method);
            }
        }
    }

    /** Around the container's part as well, which logs what the method throws and tries again. */
    static final class Timeout extends Hook {
        Timeout() {
            super(PACKAGE + "core.timer.EjbTimerServiceImpl", NAME);
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(Execution.class, "ejbTimeout");
        }

        static final class Execution {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static Object enter(@Advice.Argument(0) Object timer) {
                return Runs.begin(NAME, TaskNames.of(timer), TaskNames.of(timer));
            }

            @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
            static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable failure) {
                RunScope.failed(failure);
                RunScope.end(begun);
            }
        }
    }

    /** The container keeps the exception of a timeout to itself. */
    static final class SystemException extends Hook {
        SystemException() {
            super(PACKAGE + "core.transaction.EjbTransactionUtil", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(Handled.class, "handleSystemException");
        }

        static final class Handled {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.Argument(1) @Nullable Throwable failure) {
                Runs.failedIn(NAME, failure);
            }
        }
    }

    /** What a managed executor wraps around the work of an application goes by the work's name. */
    static final class ManagedTask extends Hook {
        ManagedTask() {
            super(PACKAGE + "threads.task.CUTask", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.adviseConstructor(Wrapped.class);
        }

        static final class Wrapped {
            @Advice.OnMethodExit(suppress = Throwable.class)
            static void exit(@Advice.This Object wrapper, @Advice.Argument(0) @Nullable Object work) {
                TaskNames.rememberAs(wrapper, work);
            }
        }
    }
}
