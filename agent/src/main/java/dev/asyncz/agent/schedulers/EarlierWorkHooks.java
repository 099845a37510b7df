package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
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

/** What a JVM that runs already, or that another agent has used, needs besides the usual hooks, for the work that its schedulers hold by then. */
public final class EarlierWorkHooks {
    private EarlierWorkHooks() {}

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
            return List.of(new ExecutorTask(), new Workers(), new TimerQueue());
        } catch (ReflectiveOperationException | RuntimeException e) {
            failures.failed("what was scheduled before the agent came is not followed", e);
            return List.of();
        }
    }

    private static final class ExecutorTask extends ScheduledExecutorHooks.Task {
        @Override
        protected void weave(Weaving on) {
            super.weave(on);
            on.advise(Run.class, "run");
        }

        static final class Run {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.This Object task) {
                EarlierWork.adopt(task);
            }
        }
    }

    /** Workers loop in their old code for as long as they live, and may be waiting in it for the work that comes next. */
    private static final class Workers extends ThreadPoolHook {
        @Override
        protected void weave(Weaving on) {
            super.weave(on);
            on.advise(Before.class, "beforeExecute");
        }

        static final class Before {
            @Advice.OnMethodExit(suppress = Throwable.class)
            static void exit(
                    @Advice.Argument(1) Runnable work, @Advice.FieldValue("threadFactory") ThreadFactory factory) {
                EarlierWork.workerBegins(work, factory);
            }
        }
    }

    /** A Timer's thread loops in its old code, too. */
    private static final class TimerQueue extends Hook {
        TimerQueue() {
            super("java.util.TaskQueue", "java.util.Timer");
        }

        @Override
        protected void weave(Weaving on) {
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
}
