package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.schedule.LiveSchedules;
import dev.asyncz.bootstrap.schedule.Pools;
import dev.asyncz.bootstrap.schedule.Scheduled;
import java.util.Timer;
import java.util.TimerTask;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code java.util.Timer}. */
final class TimerHooks {
    private TimerHooks() {}

    /** Notes the task and its schedule while the stack shows who schedules it. */
    static final class Scheduling extends Hook {
        Scheduling() {
            super("java.util.Timer", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(Sched.class, "sched").advise(Cancel.class, "cancel");
        }

        static final class Cancel {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.FieldValue("thread") Thread thread) {
                Scheduled.timerCancelled(thread);
            }
        }

        static final class Sched {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(
                    @Advice.This Timer timer,
                    @Advice.FieldValue("thread") Thread thread,
                    @Advice.Argument(0) @Nullable TimerTask task,
                    @Advice.Argument(1) long when,
                    @Advice.Argument(2) long period) {
                Pools.taking(timer);
                Scheduled.noteTimerTask(task, when, period);
                Pools.taken();
                LiveSchedules.ofTimer(task, thread, period);
            }
        }
    }

    /** A task that is cancelled is not overdue. */
    static final class Cancelling extends Hook {
        Cancelling() {
            super("java.util.TimerTask", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(Cancel.class, "cancel");
        }

        static final class Cancel {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.This TimerTask task) {
                Scheduled.cancelled(task);
                LiveSchedules.cancelled(task);
            }
        }
    }

    /** The one place that calls a task: subclasses that call super.run() are counted once. */
    static final class Running extends Hook {
        Running() {
            super("java.util.TimerThread", "java.util.Timer");
        }

        @Override
        protected void weave(Weaving on) {
            on.replaceCall("mainLoop", "java.util.TimerTask", "run", Scheduled.class, "timerTask");
        }
    }
}
