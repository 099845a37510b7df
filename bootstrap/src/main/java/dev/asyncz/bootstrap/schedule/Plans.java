package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.naming.Place;
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
    private static final WeakIdentityMap<Hint> HINTS = new WeakIdentityMap<>();

    /** What is hint of everything that this thread schedules now. */
    private static final ThreadLocal<@Nullable Hint> CURRENT = new ThreadLocal<>();

    private Plans() {}

    /** What a layer above says of work; null where it says nothing. */
    private record Hint(
            @Nullable String task,
            @Nullable String scheduler,
            @Nullable String words) {}

    /** Notes what the layer above says of the schedule of {@code work}; anything but a text says nothing. */
    public static void note(Object work, @Nullable Object words) {
        if (words instanceof String text) {
            Hint hint = HINTS.get(work);
            if (hint == null) {
                hint = CURRENT.get();
            }
            HINTS.put(work, hint == null ? new Hint(null, null, text) : new Hint(hint.task, hint.scheduler, text));
        }
    }

    /**
     * What this thread schedules from now on goes by a name.
     *
     * @param task anything but a text is no name
     * @return for {@link #endNaming}
     */
    public static @Nullable Object beginNaming(@Nullable Object task, String scheduler) {
        Hint before = CURRENT.get();
        if (task instanceof String name) {
            CURRENT.set(new Hint(NamedTasks.nameOf(name), scheduler, null));
        }
        return before;
    }

    /** As {@link #beginNaming}, for what runs by a cron expression. */
    public static @Nullable Object beginCron(String expression) {
        String words = CRON + expression;
        Hint before = CURRENT.get();
        CURRENT.set(before == null ? new Hint(null, null, words) : new Hint(before.task, before.scheduler, words));
        return before;
    }

    /** @param before what {@link #beginNaming} or {@link #beginCron} gave */
    public static void endNaming(@Nullable Object before) {
        CURRENT.set((Hint) before);
    }

    /**
     * The plan of work that is scheduled.
     *
     * @param work what is named and remembered
     * @param nextMillis epoch milliseconds of its first run
     * @param periodNanos as in {@link TaskPlan}
     */
    static TaskPlan of(Object work, String scheduler, long nextMillis, long periodNanos) {
        Hint hint = HINTS.isEmpty() ? null : HINTS.get(work);
        if (hint == null) {
            hint = CURRENT.get();
            if (hint != null) {
                HINTS.put(work, hint);
            }
        }
        String task = hint != null && hint.task != null ? hint.task : TaskNames.of(work);
        String words = hint != null ? hint.words : null;
        if (words == null) {
            words = periodNanos != 0 ? TaskPlan.words(periodNanos) : isOwn(task) ? TaskPlan.AGAIN : TaskPlan.ONCE;
        }
        String who = hint != null && hint.scheduler != null ? hint.scheduler : scheduler;
        String source = Place.source(task);
        if (source != null && who.equals(scheduler) && !who.equals(SpringRuns.SPRING)) {
            // A place says little of the work: what the threads are called for it may say more.
            who = Pools.named(scheduler);
        }
        return new TaskPlan(
                task,
                who,
                words,
                source == null ? task : source,
                periodNanos,
                words.startsWith(CRON) ? second(nextMillis) : nextMillis);
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
