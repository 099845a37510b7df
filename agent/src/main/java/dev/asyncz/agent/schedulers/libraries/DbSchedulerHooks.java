package dev.asyncz.agent.schedulers.libraries;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ScheduledTaskInstance;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.schedule.Pools;
import java.time.Instant;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** db-scheduler: tasks have names. */
public final class DbSchedulerHooks {
    public static final String NAME = "db-scheduler";
    private static final String PACKAGE = "com.github.kagkarlsson.scheduler.";
    private static final String WORKERS = "dev.asyncz.bridge.dbscheduler.TellWorkers";
    private static final String BUILDER = PACKAGE + "SchedulerBuilder";
    private static final String SCHEDULER = PACKAGE + "Scheduler";
    private static final String EXECUTION = PACKAGE + "ExecutePicked";
    private static final String RECURRING_TASK = PACKAGE + "task.helper.RecurringTask";
    private static final String OPERATIONS = PACKAGE + "task.ExecutionOperations";
    private static final String REPOSITORY = PACKAGE + "jdbc.JdbcTaskRepository";

    public static final String CLASSES =
            EXECUTION + " " + BUILDER + " " + SCHEDULER + " " + RECURRING_TASK + " " + OPERATIONS + " " + REPOSITORY;

    public static final String PACKAGES = "com.github.kagkarlsson.";

    private DbSchedulerHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case EXECUTION -> picked(on);
            case BUILDER -> built(on);
            case SCHEDULER -> stopped(on);
            case RECURRING_TASK -> recurring(on);
            case OPERATIONS -> rescheduled(on);
            case REPOSITORY -> created(on);
        }
    }

    private static void picked(Weaving on) {
        on.advise(Executed.class, "run").advise(Occupied.class, "run").advise(Failed.class, "failure");
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

    /** One of the scheduler's threads: how many it has was told when it was built. */
    static final class Occupied {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.FieldValue("pickedExecution") Execution picked,
                @Advice.FieldValue("schedulerClient") Object scheduler) {
            Pools.worksFor(picked.taskInstance.getTaskName(), scheduler, 0, true);
        }
    }

    static final class Failed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(2) @Nullable Throwable failure) {
            RunScope.failed(failure);
        }
    }

    /** Knows all tasks of a scheduler, also those that have not run yet, and how many threads there are for them. */
    private static void built(Weaving on) {
        on.advise(Built.class, "build");
    }

    static final class Built {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Origin Class<?> framework,
                @Advice.Return Object scheduler,
                @Advice.FieldValue("knownTasks") Object tasks,
                @Advice.FieldValue("executorThreads") int threads) {
            Hub.bridge(WORKERS, framework, new Object[] {scheduler, tasks, threads});
        }
    }

    /** What a scheduler had that was stopped is not overdue. */
    private static void stopped(Weaving on) {
        on.advise(Stop.class, "stop");
    }

    static final class Stop {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object scheduler) {
            Pools.closed(scheduler);
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
