package dev.asyncz.agent.schedulers.libraries;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.schedule.Plans;
import dev.asyncz.bootstrap.schedule.TaskNames;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Guava's {@code AbstractScheduledService}: an executor of the JDK runs its iterations, in wrappers that all look alike
 * and keep a failure to themselves.
 */
public final class GuavaHooks {
    public static final String NAME = "Guava";
    private static final String PACKAGE = "com.google.common.util.concurrent.";
    private static final String DELEGATE = PACKAGE + "AbstractScheduledService$ServiceDelegate";
    private static final String FIXED_DELAY = PACKAGE + "AbstractScheduledService$Scheduler$1";
    private static final String FIXED_RATE = PACKAGE + "AbstractScheduledService$Scheduler$2";
    private static final String CUSTOM = PACKAGE + "AbstractScheduledService$CustomScheduler";
    private static final String SERVICE = PACKAGE + "AbstractService";

    public static final String CLASSES = DELEGATE + " " + FIXED_DELAY + " " + FIXED_RATE + " " + CUSTOM + " " + SERVICE;

    public static final String PACKAGES = "com.google.common. com.google.common.util.concurrent. +wraps";

    private GuavaHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case DELEGATE -> on.advise(Started.class, "doStart");
            case FIXED_DELAY, FIXED_RATE, CUSTOM -> on.advise(Scheduling.class, "schedule");
            case SERVICE -> on.advise(Failed.class, "notifyFailed");
        }
    }

    /** An iteration goes by the name of the service, whatever is wrapped around it later. */
    static final class Started {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.FieldValue("task") @Nullable Object iteration,
                @Advice.FieldValue("this$0") @Nullable Object service) {
            TaskNames.rememberAs(iteration, service);
        }
    }

    static final class Scheduling {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.Argument(2) Object iteration) {
            return Plans.beginNaming(TaskNames.of(iteration), NAME);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            Plans.endNaming(before);
        }
    }

    static final class Failed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable Throwable failure) {
            Runs.failedIn(NAME, failure);
        }
    }
}
