package dev.asyncz.agent.schedulers.libraries;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.naming.ClassNames;
import dev.asyncz.bootstrap.run.RunScope;
import net.bytebuddy.asm.Advice;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.RecurringJob;
import org.jspecify.annotations.Nullable;

/** JobRunr 7 and 8. */
public final class JobRunrHooks {
    public static final String NAME = "JobRunr";
    private static final String PERFORMER = "org.jobrunr.server.BackgroundJobPerformer";
    private static final String RECURRING_JOB = "org.jobrunr.jobs.RecurringJob";

    public static final String CLASSES = PERFORMER + " " + RECURRING_JOB;

    public static final String PACKAGES = "org.jobrunr.";

    private JobRunrHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case PERFORMER -> performer(on);
            case RECURRING_JOB -> recurring(on);
        }
    }

    /** Around the performer of a job rather than the job, as the performer logs what the job throws. */
    private static void performer(Weaving on) {
        on.advise(Execution.class, "run").advise(Failed.class, "updateJobStateToFailedAndRunJobFilters");
    }

    static final class Execution {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(@Advice.FieldValue("job") Job job) {
            String type = job.getJobDetails().getClassName();
            String method = job.getJobDetails().getMethodName();
            return Runs.begin(
                    NAME, Runs.jobRunrTask(job.getJobName(), type, method), ClassNames.qualified(type, method));
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable failure) {
            RunScope.failed(failure);
            RunScope.end(begun);
        }
    }

    static final class Failed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) @Nullable Throwable failure) {
            RunScope.failed(failure);
        }
    }

    /** A recurring job makes the jobs that run; it is asked for them again and again. */
    private static void recurring(Weaving on) {
        on.advise(Asked.class, "toScheduledJobs");
    }

    static final class Asked {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This RecurringJob job) {
            String type = job.getJobDetails().getClassName();
            String method = job.getJobDetails().getMethodName();
            Runs.planned(
                    NAME,
                    Runs.jobRunrTask(job.getJobName(), type, method),
                    Runs.jobRunrSchedule(job.getScheduleExpression()),
                    ClassNames.qualified(type, method),
                    job.getNextRun());
        }
    }
}
