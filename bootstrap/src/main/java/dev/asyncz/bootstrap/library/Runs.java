package dev.asyncz.bootstrap.library;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.handoff.UnobservedFailures;
import dev.asyncz.bootstrap.naming.ClassNames;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import dev.asyncz.bootstrap.run.UnobservedFailure;
import dev.asyncz.bootstrap.schedule.Failures;
import dev.asyncz.bootstrap.schedule.NamedTasks;
import dev.asyncz.bootstrap.schedule.Plans;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the hooks of libraries' schedulers say what they know, in types of the JDK. */
public final class Runs {
    private static final String FIXED_DELAY = "FixedDelay duration=";
    private static final String CRON = "CronSchedule pattern=";

    private Runs() {}

    /**
     * Begins a run of a task that its scheduler names.
     *
     * @param source the class or method that it comes from; null if unknown
     * @return for {@link RunScope#end}
     */
    public static Object begin(String scheduler, String task, @Nullable String source) {
        return RunScope.begin(new TaskPlan(task, scheduler, null, source, 0, TaskPlan.UNKNOWN));
    }

    /**
     * Notes when a task is to run next.
     *
     * @param schedule in words, or anything else if nobody knows
     */
    public static void planned(
            String scheduler, String task, @Nullable Object schedule, @Nullable String source, @Nullable Date next) {
        announce(scheduler, task, schedule, source, next == null ? TaskPlan.UNKNOWN : next.getTime());
    }

    /** As the other one, for another kind of time. */
    public static void planned(
            String scheduler, String task, @Nullable Object schedule, @Nullable String source, @Nullable Instant next) {
        announce(scheduler, task, schedule, source, next == null ? TaskPlan.UNKNOWN : next.toEpochMilli());
    }

    private static void announce(
            String scheduler, String task, @Nullable Object schedule, @Nullable String source, long nextMillis) {
        String words = schedule instanceof String text ? text : null;
        Plans.announce(new TaskPlan(task, scheduler, words, source, 0, nextMillis));
    }

    /**
     * Says how an attempt of the current run ended.
     *
     * @param again true if its scheduler tries it again at once, within the run; anything else if not
     * @param before how many attempts there were before
     */
    public static void attempted(@Nullable Throwable failure, @Nullable Object again, int before) {
        RunScope.failed(failure);
        Run run = RunScope.current();
        if (run == null || failure == null || !Boolean.TRUE.equals(again)) {
            return;
        }
        run.tryAgain();
        try {
            RunEvents.listener().attempted(run, before + 1, failure);
        } catch (Throwable t) {
            Hub.failed("a failed attempt of " + run.task() + " could not be reported", t);
        }
    }

    /**
     * Says what the failure of the current run means for its task.
     *
     * @param meaning anything but a {@link Consequence} means nothing
     */
    public static void ends(@Nullable Object meaning) {
        Run run = RunScope.current();
        if (run != null && meaning instanceof Consequence consequence) {
            Throwable failure = run.failure();
            if (failure != null) {
                UnobservedFailures.tell(UnobservedFailure.now(run, failure, consequence));
            }
            Failures.died(run.task(), run.startedMillis(), consequence);
        }
    }

    /** Says that a task cannot even begin, and never will; unless there is no failure. */
    public static void cannotBegin(@Nullable Object task, @Nullable Throwable failure, Consequence consequence) {
        if (failure != null && task instanceof String name) {
            Failures.died(name, System.currentTimeMillis(), consequence);
        }
    }

    /** Says that the current run has failed, if it is one of this scheduler's. */
    public static void failedIn(String scheduler, @Nullable Throwable failure) {
        Run run = RunScope.current();
        if (run != null && run.scheduler().equals(scheduler)) {
            RunScope.failed(failure);
        }
    }

    /**
     * The task of a JobRunr job: the name that the application gave it, but its method where the name is JobRunr's own,
     * which tells the arguments of each job.
     */
    public static String jobRunrTask(String name, String type, String method) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        boolean own = name.startsWith(type + "." + method + "(") || name.startsWith(simple + "." + method + "(");
        return own ? ClassNames.qualified(type, method) : name;
    }

    /** A cron expression or a Duration's text, as JobRunr keeps them, in words. */
    public static String jobRunrSchedule(String expression) {
        return expression.startsWith("P")
                ? TaskPlan.words(Duration.parse(expression).toNanos())
                : cron(expression);
    }

    /** What db-scheduler's schedules print, in words. */
    public static String dbSchedule(@Nullable Object schedule) {
        String text = String.valueOf(schedule);
        if (text.startsWith(FIXED_DELAY)) {
            return TaskPlan.words(
                    -Duration.parse(text.substring(FIXED_DELAY.length())).toNanos());
        }
        if (text.startsWith(CRON)) {
            int comma = text.indexOf(", ");
            return cron(text.substring(CRON.length(), comma < 0 ? text.length() : comma));
        }
        return text;
    }

    /** A cron expression, in words. */
    public static String cron(String expression) {
        return "cron " + expression;
    }

    /** A period, in words. */
    public static String everyMillis(long millis) {
        return TaskPlan.words(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** The task of a trigger of Quarkus: its method, as in {@code com.acme.Jobs#cleanup}, else its id. */
    public static String quarkusTask(String id, @Nullable String method) {
        return method == null ? id : NamedTasks.nameOf(method.replace('#', '.'));
    }

    /** Says that the current run has failed if {@code stage} has; does not wait. */
    public static void failedAlready(@Nullable CompletionStage<?> stage) {
        CompletableFuture<?> future = stage == null ? null : stage.toCompletableFuture();
        if (future != null && future.isCompletedExceptionally()) {
            try {
                future.join();
            } catch (CompletionException wrapped) {
                RunScope.failed(wrapped.getCause() == null ? wrapped : wrapped.getCause());
            } catch (CancellationException cancelled) {
                RunScope.failed(cancelled);
            }
        }
    }
}
