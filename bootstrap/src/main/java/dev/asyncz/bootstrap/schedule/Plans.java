package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import org.jspecify.annotations.Nullable;

/** When scheduled work is to run: noted beside its object, and told to the agent. Never throws. */
public final class Plans {
    private static final long MILLI = 1_000_000;
    private static final long MOMENT = 5;
    private static final String CRON = "cron ";

    /** For work that the layer above knows more of. */
    private static final WeakIdentityMap<Said> SAID = new WeakIdentityMap<>();

    /** What is said of everything that this thread schedules now. */
    private static final ThreadLocal<@Nullable Said> SAYING = new ThreadLocal<>();

    private Plans() {}

    /** What a layer above says of work; null where it says nothing. */
    private record Said(
            @Nullable String task,
            @Nullable String scheduler,
            @Nullable String words) {}

    /** Notes what the layer above says of the schedule of {@code work}, if it says anything. */
    static void note(Object work, @Nullable Object words) {
        if (words instanceof String text) {
            Said said = SAID.get(work);
            if (said == null) {
                said = SAYING.get();
            }
            SAID.put(work, said == null ? new Said(null, null, text) : new Said(said.task, said.scheduler, text));
        }
    }

    /**
     * What this thread schedules from now on is meant.
     *
     * @param task its name; anything but a text says nothing
     * @return for {@link #meant}
     */
    static @Nullable Object mean(@Nullable Object task, String scheduler) {
        Said before = SAYING.get();
        if (task instanceof String name) {
            SAYING.set(new Said(NamedTasks.nameOf(name), scheduler, null));
        }
        return before;
    }

    /** As {@link #mean}, to tell when it runs. */
    static @Nullable Object meanWhen(String words) {
        Said before = SAYING.get();
        SAYING.set(before == null ? new Said(null, null, words) : new Said(before.task, before.scheduler, words));
        return before;
    }

    /** Ends what {@link #mean} or {@link #meanWhen} has begun. */
    static void meant(@Nullable Object before) {
        SAYING.set((Said) before);
    }

    /**
     * The plan of work that is scheduled.
     *
     * @param work what is named and remembered
     * @param nextMillis epoch milliseconds of its first run
     * @param periodNanos as in {@link TaskPlan}
     */
    static TaskPlan of(Object work, String scheduler, long nextMillis, long periodNanos) {
        Said said = SAID.isEmpty() ? null : SAID.get(work);
        if (said == null) {
            said = SAYING.get();
            if (said != null) {
                SAID.put(work, said);
            }
        }
        String task = said != null && said.task != null ? said.task : TaskNames.of(work);
        String words = said != null ? said.words : null;
        if (words == null) {
            words = periodNanos != 0 ? TaskPlan.words(periodNanos) : isOwn(task) ? TaskPlan.AGAIN : TaskPlan.ONCE;
        }
        String who = said != null && said.scheduler != null ? said.scheduler : scheduler;
        return new TaskPlan(
                task, who, words, task, periodNanos, words.startsWith(CRON) ? second(nextMillis) : nextMillis);
    }

    /** A cron expression means a full second, however long it took on a busy machine to come from that to here. */
    private static long second(long millis) {
        return (millis + 500) / 1_000 * 1_000;
    }

    /** Whether a run of the very task is what schedules it. */
    private static boolean isOwn(String task) {
        Run run = RunScope.current();
        return run != null && run.task().equals(BoundedName.of(task));
    }

    /**
     * Epoch milliseconds of a point in the time of {@link System#nanoTime}. What is within a moment of a full second is
     * meant to be at it: schedules are made of seconds, and the way from one clock to the other takes a moment.
     */
    static long millis(long nanoTime) {
        long millis = System.currentTimeMillis() + (nanoTime - System.nanoTime()) / MILLI;
        long second = (millis + MOMENT) / 1_000 * 1_000;
        return Math.abs(second - millis) <= MOMENT ? second : millis;
    }

    /** Tells the agent of a task before its first run. */
    public static void announce(TaskPlan plan) {
        try {
            RunListener listener = RunEvents.listener();
            if (listener.wants(plan.task())) {
                listener.planned(plan);
                Pools.announce(plan);
            }
        } catch (Throwable t) {
            Hub.failed("the schedule of " + plan.task() + " could not be noted; the dashboard does not show it", t);
        }
    }
}
