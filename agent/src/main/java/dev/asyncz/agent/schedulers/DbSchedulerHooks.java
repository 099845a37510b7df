package dev.asyncz.agent.schedulers;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ScheduledTaskInstance;
import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.run.RunScope;
import java.time.Instant;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** db-scheduler: tasks have names. */
final class DbSchedulerHooks {
    private static final String NAME = "db-scheduler";
    private static final String PACKAGE = "com.github.kagkarlsson.scheduler.";

    private DbSchedulerHooks() {}

    static final class Picked extends Hook {
        Picked() {
            super(PACKAGE + "ExecutePicked", NAME);
        }

        @Override
        protected void weave(Weaving on) {
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
    }

    static final class Recurring extends Hook {
        Recurring() {
            super(PACKAGE + "task.helper.RecurringTask", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.adviseConstructor(Made.class);
        }

        static final class Made {
            @Advice.OnMethodExit(suppress = Throwable.class)
            static void exit(@Advice.Argument(0) String task, @Advice.Argument(1) Object schedule) {
                Runs.planned(NAME, task, Runs.dbSchedule(schedule), null, (Instant) null);
            }
        }
    }

    static final class Rescheduled extends Hook {
        Rescheduled() {
            super(PACKAGE + "task.ExecutionOperations", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(Next.class, "reschedule");
        }

        static final class Next {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.Argument(0) ExecutionComplete complete, @Advice.Argument(1) Instant next) {
                Runs.planned(NAME, complete.getExecution().taskInstance.getTaskName(), null, null, next);
            }
        }
    }

    /** What is scheduled for the first time, as the tasks that run at night are when the application starts. */
    static final class Created extends Hook {
        Created() {
            super(PACKAGE + "jdbc.JdbcTaskRepository", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(First.class, "createIfNotExists", PACKAGE + "task.ScheduledTaskInstance");
        }

        static final class First {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.Argument(0) ScheduledTaskInstance instance) {
                Runs.planned(NAME, instance.getTaskName(), null, null, instance.getExecutionTime());
            }
        }
    }
}
