package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.HookTable;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.schedule.EarlierWork;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimerTask;
import java.util.concurrent.ThreadFactory;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM that runs already, or that another agent has used, needs for the work that its schedulers hold by then. A
 * table of its own, whose hooks take the place of the usual ones for the same classes.
 */
public final class EarlierWorkHooks extends HookTable {
    private static final String EXECUTOR_TASK = "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask";
    private static final String TIMER_QUEUE = "java.util.TaskQueue";

    private EarlierWorkHooks() {
        add(ScheduledExecutorHooks.NAME, EXECUTOR_TASK);
        add("", ThreadPoolHooks.CLASSES);
        add(TimerHooks.NAME, TIMER_QUEUE);
    }

    /** Whether one of these classes, loaded before the agent came, may hold work by now. */
    public static boolean mayHold(List<Class<?>> earlier) {
        for (Class<?> each : earlier) {
            if (each.getName().startsWith("java.util.concurrent.")
                    || each.getName().startsWith("java.util.Timer")) {
                return true;
            }
        }
        return false;
    }

    /** These hooks; none, and a warning, where this JDK is not as expected. */
    public static List<Hook> hooks(Instrumentation instrumentation, FailureLog failures) {
        try {
            Set<Module> bootstrap = Set.of(EarlierWork.class.getModule());
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of("java.util", bootstrap, "java.util.concurrent", bootstrap),
                    Set.of(),
                    Map.of());
            EarlierWork.prepare();
            return new EarlierWorkHooks().hooks();
        } catch (ReflectiveOperationException | RuntimeException e) {
            failures.failed("what was scheduled before the agent came is not followed", e);
            return List.of();
        }
    }

    @Override
    protected void weave(String classes, String type, Weaving on) {
        switch (type) {
            case EXECUTOR_TASK -> executorTask(on);
            case ThreadPoolHooks.CLASSES -> workers(on);
            case TIMER_QUEUE -> timerQueue(on);
        }
    }

    private static void executorTask(Weaving on) {
        ScheduledExecutorHooks.task(on);
        on.advise(Run.class, "run");
    }

    static final class Run {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object task) {
            EarlierWork.adopt(task);
        }
    }

    /** Workers loop in their old code for as long as they live, and may be waiting in it for the work that comes next. */
    private static void workers(Weaving on) {
        ThreadPoolHooks.weave(on);
        on.advise(Before.class, "beforeExecute");
    }

    static final class Before {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(1) Runnable work, @Advice.FieldValue("threadFactory") ThreadFactory factory) {
            EarlierWork.workerBegins(work, factory);
        }
    }

    /** A Timer's thread loops in its old code, too. */
    private static void timerQueue(Weaving on) {
        on.advise(Takes.class, "rescheduleMin")
                .advise(Takes.class, "removeMin")
                .advise(Looks.class, "isEmpty")
                .advise(Empties.class, "clear");
    }

    static final class Takes {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.FieldValue("queue") @Nullable TimerTask[] queue) {
            EarlierWork.timerTakes(queue);
        }
    }

    static final class Looks {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            EarlierWork.timerLooks();
        }
    }

    static final class Empties {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            EarlierWork.timerEmpties();
        }
    }
}
