package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/** When scheduled work is to run: noted beside its object, and told to the agent. Never throws. */
final class Plans {
    private static final long MILLI = 1_000_000;

    /** In words, for work whose schedule only the layer above knows. */
    private static final WeakIdentityMap<String> WORDS = new WeakIdentityMap<>();

    private Plans() {}

    /** Notes what the layer above says of the schedule of {@code work}, if it says anything. */
    static void note(Object work, @Nullable Object words) {
        if (words instanceof String text) {
            WORDS.put(work, text);
        }
    }

    /**
     * The plan of work that is scheduled.
     *
     * @param work what is named and remembered
     * @param nextMillis epoch milliseconds of its first run
     * @param periodNanos as in {@link TaskPlan}
     */
    static TaskPlan of(Object work, String scheduler, long nextMillis, long periodNanos) {
        String task = TaskNames.of(work);
        String words = WORDS.get(work);
        if (words == null) {
            words = periodNanos == 0 ? TaskPlan.ONCE : TaskPlan.words(periodNanos);
        }
        return new TaskPlan(task, scheduler, words, task, periodNanos, nextMillis);
    }

    /** Epoch milliseconds of a point in the time of {@link System#nanoTime}. */
    static long millis(long nanoTime) {
        return System.currentTimeMillis() + (nanoTime - System.nanoTime()) / MILLI;
    }

    /** Tells the agent of a task before its first run. */
    static void announce(TaskPlan plan) {
        try {
            RunListener listener = Hub.listener();
            if (listener.wants(plan.task())) {
                listener.planned(plan);
            }
        } catch (Throwable t) {
            Hub.failed("the schedule of " + plan.task() + " could not be noted; the dashboard does not show it", t);
        }
    }
}
