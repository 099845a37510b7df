package dev.asyncz.agent.schedulers.libraries;

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
public final class JakartaHooks {
    public static final String NAME = "EJB timer";
    private static final String PACKAGE = "org.apache.openejb.";
    private static final String SERVICE = PACKAGE + "core.timer.EjbTimerServiceImpl";
    private static final String TIMER = PACKAGE + "core.timer.TimerData";
    private static final String TRANSACTIONS = PACKAGE + "core.transaction.EjbTransactionUtil";
    private static final String MANAGED_TASK = PACKAGE + "threads.task.CUTask";

    public static final String CLASSES = SERVICE + " " + TIMER + " " + TRANSACTIONS + " " + MANAGED_TASK;

    public static final String PACKAGES = "org.apache.openejb. org.apache.tomee.";

    private JakartaHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case SERVICE -> timeout(on);
            case TIMER -> timer(on);
            case TRANSACTIONS -> systemException(on);
            case MANAGED_TASK -> managedTask(on);
        }
    }

    /** A timer learns which method of its bean it calls. */
    private static void timer(Weaving on) {
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

    /** Around the container's part as well, which logs what the method throws and tries again. */
    private static void timeout(Weaving on) {
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

    /** The container keeps the exception of a timeout to itself. */
    private static void systemException(Weaving on) {
        on.advise(Handled.class, "handleSystemException");
    }

    static final class Handled {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) @Nullable Throwable failure) {
            Runs.failedIn(NAME, failure);
        }
    }

    /** What a managed executor wraps around the work of an application goes by the work's name. */
    private static void managedTask(Weaving on) {
        on.adviseConstructor(Wrapped.class);
    }

    static final class Wrapped {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object wrapper, @Advice.Argument(0) @Nullable Object work) {
            TaskNames.rememberAs(wrapper, work);
        }
    }
}
