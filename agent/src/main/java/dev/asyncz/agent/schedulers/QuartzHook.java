package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.RunScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.quartz.spi.TriggerFiredBundle;

/** Quartz 2: around the shell of a job rather than the job, as the shell logs what the job throws. */
final class QuartzHook extends Hook {

    QuartzHook() {
        super("org.quartz.core.JobRunShell", "Quartz");
    }

    @Override
    protected void weave(Weaving on) {
        on.advise(Execution.class, "run").advise(Completed.class, "notifyJobListenersComplete");
    }

    static final class Execution {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(@Advice.FieldValue("firedTriggerBundle") TriggerFiredBundle fired) {
            return RunScope.begin("Quartz", fired.getJobDetail().getKey().toString());
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable failure) {
            RunScope.failed(failure);
            RunScope.end(begun);
        }
    }

    /** The shell catches everything; what the job threw, wrapped or not, passes here. */
    static final class Completed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) @Nullable Throwable failure) {
            RunScope.failed(failure);
        }
    }
}
