package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.schedule.LiveSchedules;
import dev.asyncz.bootstrap.schedule.Pools;
import dev.asyncz.bootstrap.schedule.TimerTasks;
import java.util.Timer;
import java.util.TimerTask;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code java.util.Timer}. */
public final class TimerHooks {
    public static final String NAME = "java.util.Timer";
    private static final String THREAD = "java.util.TimerThread";
    private static final String TIMER = NAME;
    private static final String TASK = "java.util.TimerTask";

    public static final String CLASSES = THREAD + " " + TIMER + " " + TASK;

    private TimerHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case THREAD -> running(on);
            case TIMER -> scheduling(on);
            case TASK -> cancelling(on);
        }
    }

    /** Notes the task and its schedule while the stack shows who schedules it. */
    private static void scheduling(Weaving on) {
        on.advise(Sched.class, "sched").advise(CancelAll.class, "cancel");
    }

    static final class CancelAll {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.FieldValue("thread") Thread thread) {
            TimerTasks.timerCancelled(thread);
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
            Pools.taking(timer, thread);
            TimerTasks.note(task, when, period);
            Pools.taken();
            LiveSchedules.ofTimer(task, thread, period);
        }
    }

    /** A task that is cancelled is not overdue. */
    private static void cancelling(Weaving on) {
        on.advise(Cancel.class, "cancel");
    }

    static final class Cancel {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This TimerTask task) {
            TimerTasks.cancelled(task);
            LiveSchedules.cancelled(task);
        }
    }

    /** The one place that calls a task: subclasses that call super.run() are counted once. */
    private static void running(Weaving on) {
        on.replaceCall("mainLoop", "java.util.TimerTask", "run", TimerTasks.class, "run");
    }
}
