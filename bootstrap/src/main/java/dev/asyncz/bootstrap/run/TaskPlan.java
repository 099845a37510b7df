package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.BoundedName;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler says of a task. Immutable; text and numbers only, so that it keeps nothing of the application alive.
 *
 * @param task the task's name, the same from one start of the application to the next
 * @param scheduler who runs it: Spring, Quartz, java.util.Timer, …
 * @param schedule when it runs, in words: {@code every 5 s}, {@code cron 0 0 3 * * *}, {@code once}; null if unknown
 * @param source the class, the method or the place in the code that it comes from; null if unknown
 * @param periodNanos how long after a run's beginning the next one begins, or, when negative, after its end; 0 if it
 *     is not periodic
 * @param nextMillis epoch milliseconds of its next run; {@link #UNKNOWN} if nobody has said
 */
public record TaskPlan(
        String task,
        String scheduler,
        @Nullable String schedule,
        @Nullable String source,
        long periodNanos,
        long nextMillis) {

    /** Bounds the names, which the application may make up. */
    public TaskPlan {
        task = BoundedName.of(task);
        scheduler = BoundedName.of(scheduler);
        schedule = schedule == null ? null : BoundedName.of(schedule);
        source = source == null ? null : BoundedName.of(source);
    }

    /** The time of a next run that is not known. */
    public static final long UNKNOWN = 0;

    /** The {@link #schedule} of what runs a single time. */
    public static final String ONCE = "once";

    /** The {@link #schedule} of what its own runs schedule anew, each time for a single run. */
    public static final String AGAIN = "again after each run";

    /** The {@link #schedule} of what is a run whenever something calls it. */
    public static final String CALLED = "when called";

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long[] UNITS = {24 * 3_600 * SECOND, 3_600 * SECOND, 60 * SECOND, SECOND, MILLI, 1_000, 1};
    private static final String[] NAMES = {" d", " h", " min", " s", " ms", " µs", " ns"};

    /** Whether this plan is for a single run, though the next one may plan another. */
    public boolean isOneShot() {
        return ONCE.equals(schedule) || AGAIN.equals(schedule);
    }

    /** Of a task that nothing but its name is known of. */
    public static TaskPlan named(String scheduler, String task) {
        return new TaskPlan(task, scheduler, null, null, 0, UNKNOWN);
    }

    /** In words, how often something runs: {@code every 5 s}, or, for a negative period, {@code 5 s after each run}. */
    public static String words(long periodNanos) {
        return periodNanos > 0 ? "every " + duration(periodNanos) : duration(-periodNanos) + " after each run";
    }

    /** In words, how long something takes: the largest unit without a remainder, but seconds rather than 1500 ms. */
    static String duration(long nanos) {
        if (nanos > SECOND && nanos % SECOND != 0 && nanos % MILLI == 0) {
            return (nanos / MILLI) / 1_000.0 + " s";
        }
        int unit = 0;
        while (nanos % UNITS[unit] != 0) {
            unit++;
        }
        return nanos / UNITS[unit] + NAMES[unit];
    }
}
