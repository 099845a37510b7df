package dev.asyncz.agent.schedulers.libraries;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.naming.Infrastructure;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.schedule.Pools;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Trigger;
import org.quartz.core.QuartzScheduler;
import org.quartz.spi.TriggerFiredBundle;

/** Quartz 2. */
public final class QuartzHooks {
    public static final String NAME = "Quartz";
    private static final String SHELL = "org.quartz.core.JobRunShell";
    private static final String SCHEDULER = "org.quartz.core.QuartzScheduler";

    public static final String CLASSES = SHELL + " " + SCHEDULER;

    public static final String PACKAGES = "org.quartz. +between";

    private static final String WORDS = "dev.asyncz.bridge.quartz.QuartzTriggerWords";
    private static final String REFIRES = "dev.asyncz.bridge.quartz.Refires";
    private static final String ENDS = "dev.asyncz.bridge.quartz.JobEnd";

    private QuartzHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case SHELL -> shell(on);
            case SCHEDULER -> scheduling(on);
        }
    }

    /** Around the shell of a job rather than the job, as the shell logs what the job throws. */
    private static void shell(Weaving on) {
        on.advise(Execution.class, "run")
                .advise(Attempted.class, "notifyJobListenersComplete")
                .advise(Unmade.class, "initialize");
    }

    static final class Execution {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(
                @Advice.Origin Class<?> framework,
                @Advice.FieldValue("qs") QuartzScheduler scheduler,
                @Advice.FieldValue("firedTriggerBundle") TriggerFiredBundle fired) {
            String job = fired.getJobDetail().getKey().toString();
            Infrastructure.met(fired.getJobDetail().getJobClass());
            String type = fired.getJobDetail().getJobClass().getName();
            Runs.planned(NAME, job, Hub.bridge(WORDS, framework, fired.getTrigger()), type, fired.getNextFireTime());
            Pools.worksFor(job, scheduler, scheduler.getThreadPoolSize(), scheduler.isClustered());
            return Runs.begin(NAME, job, type);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable failure) {
            RunScope.failed(failure);
            RunScope.end(begun);
        }
    }

    /** The shell catches everything; what the job threw, wrapped or not, passes here after each attempt. */
    static final class Attempted {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.Origin Class<?> framework,
                @Advice.Argument(0) JobExecutionContext context,
                @Advice.Argument(1) @Nullable Throwable failure) {
            Runs.attempted(failure, Hub.bridge(REFIRES, framework, failure), context.getRefireCount());
        }
    }

    /** The job cannot be made: whoever calls this puts all its triggers into the state ERROR. */
    static final class Unmade {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(@Advice.FieldValue("firedTriggerBundle") TriggerFiredBundle fired) {
            return fired.getJobDetail().getKey().toString();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object job, @Advice.Thrown @Nullable Throwable failure) {
            Runs.cannotBegin(job, failure, Consequence.TRIGGERS_IN_ERROR);
        }
    }

    /** Tells of a job as soon as it is scheduled: it may run for the first time at night. */
    private static void scheduling(Weaving on) {
        // Misspelled up to 2.3.
        String told = "notifySchedulerListenersScheduled";
        on.advise(Scheduled.class, on.has(told) ? told : "notifySchedulerListenersSchduled")
                .advise(Closed.class, "shutdown", "boolean")
                .advise(Completed.class, "notifyJobStoreJobComplete");
    }

    /** What a scheduler had that was shut down is not overdue. */
    static final class Closed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object scheduler) {
            Pools.closed(scheduler);
        }
    }

    /** What the job's exception, or the trigger, wants to become of the triggers; done by now. */
    static final class Completed {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Origin Class<?> framework,
                @Advice.This Object scheduler,
                @Advice.Argument(1) JobDetail job,
                @Advice.Argument(2) Trigger.CompletedExecutionInstruction then) {
            Runs.ends(Hub.bridge(ENDS, framework, new Object[] {scheduler, job.getKey(), then}));
        }
    }

    static final class Scheduled {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.This QuartzScheduler scheduler,
                @Advice.Origin Class<?> framework,
                @Advice.Argument(0) Trigger trigger) {
            Runs.planned(
                    NAME,
                    trigger.getJobKey().toString(),
                    Hub.bridge(WORDS, framework, trigger),
                    null,
                    trigger.getNextFireTime());
            Pools.worksFor(
                    trigger.getJobKey().toString(), scheduler, scheduler.getThreadPoolSize(), scheduler.isClustered());
        }
    }
}
