package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Scheduled;
import dev.asyncz.bootstrap.TaskNames;
import java.util.TimerTask;
import net.bytebuddy.asm.Advice;

/** {@code java.util.Timer}. */
final class TimerHooks {
    private TimerHooks() {}

    /** Names the task while the stack shows who schedules it. */
    static final class Scheduling extends Hook {
        Scheduling() {
            super("java.util.Timer", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(Scheduled.class, "sched");
        }

        static final class Scheduled {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.Argument(0) TimerTask task) {
                TaskNames.remember(task);
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
