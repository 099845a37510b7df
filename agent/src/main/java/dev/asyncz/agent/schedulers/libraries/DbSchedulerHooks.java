package dev.asyncz.agent.schedulers.libraries;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ScheduledTaskInstance;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.run.RunScope;
import java.time.Instant;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** db-scheduler: tasks have names. */
public final class DbSchedulerHooks {
    public static final String NAME = "db-scheduler";
    private static final String PACKAGE = "com.github.kagkarlsson.scheduler.";
    private static final String EXECUTION = PACKAGE + "ExecutePicked";
    private static final String RECURRING_TASK = PACKAGE + "task.helper.RecurringTask";
    private static final String OPERATIONS = PACKAGE + "task.ExecutionOperations";
    private static final String REPOSITORY = PACKAGE + "jdbc.JdbcTaskRepository";

    public static final String CLASSES = EXECUTION + " " + RECURRING_TASK + " " + OPERATIONS + " " + REPOSITORY;

    public static final String PACKAGES = "com.github.kagkarlsson.";

    private DbSchedulerHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case EXECUTION -> picked(on);
            case RECURRING_TASK -> recurring(on);
            case OPERATIONS -> rescheduled(on);
            case REPOSITORY -> created(on);
        }
    }

    private static void picked(Weaving on) {
        on.advise(Executed.class, "run").advise(Failed.class, "failure");
    }

    static final class Executed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(@Advice.FieldValue("pickedExecution") Execution picked) {
            return Runs.begin(NAME, picked.taskInstance.getTaskName(), null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable failure) {
            RunScope.failed(failure);
            RunScope.end(begun);
        }
    }

    static final class Failed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(2) @Nullable Throwable failure) {
            RunScope.failed(failure);
        }
    }

    private static void recurring(Weaving on) {
        on.adviseConstructor(Made.class);
    }

    static final class Made {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) String task, @Advice.Argument(1) Object schedule) {
            Runs.planned(NAME, task, Runs.dbSchedule(schedule), null, (Instant) null);
        }
    }

    private static void rescheduled(Weaving on) {
        on.advise(Next.class, "reschedule");
    }

    static final class Next {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) ExecutionComplete complete, @Advice.Argument(1) Instant next) {
            Runs.planned(NAME, complete.getExecution().taskInstance.getTaskName(), null, null, next);
        }
    }

    /** What is scheduled for the first time, as the tasks that run at night are when the application starts. */
    private static void created(Weaving on) {
        on.advise(First.class, "createIfNotExists", PACKAGE + "task.ScheduledTaskInstance");
    }

    static final class First {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) ScheduledTaskInstance instance) {
            Runs.planned(NAME, instance.getTaskName(), null, null, instance.getExecutionTime());
        }
    }
}
