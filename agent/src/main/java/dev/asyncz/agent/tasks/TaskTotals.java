package dev.asyncz.agent.tasks;

import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Figures of a task's runs since the start of this process, which only ever grow. Lock-free; any thread. */
public final class TaskTotals {
    /** In nanoseconds: from a millisecond to an hour. A literal, as an application's first run comes here. */
    static final long[] BOUNDS = {
        1_000_000L,
        5_000_000L,
        10_000_000L,
        50_000_000L,
        100_000_000L,
        500_000_000L,
        1_000_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        30_000_000_000L,
        60_000_000_000L,
        300_000_000_000L,
        900_000_000_000L,
        3_600_000_000_000L
    };

    /**
     * Figures of a task's runs since the start of the process, at one moment.
     *
     * @param outcomes how many runs have ended so
     * @param within how many took no longer than each of {@link #BUCKETS}, and how many there are; each includes the one
     *     before
     * @param took how long all of them took
     * @param lines how many lines they have written, those under way as well
     */
    public record RunTotals(Map<Outcome, Long> outcomes, List<Long> within, Duration took, Map<LogLevel, Long> lines) {

        /** From a millisecond to an hour. */
        public static final List<Duration> BUCKETS =
                Arrays.stream(BOUNDS).mapToObj(Duration::ofNanos).toList();
    }

    private static final int OUTCOMES = Outcome.values().length;
    private static final int LEVELS = LogLevel.values().length;

    private final AtomicLongArray outcomes = new AtomicLongArray(OUTCOMES);
    private final AtomicLongArray within = new AtomicLongArray(BOUNDS.length + 1);

    /** Of runs that are not kept any more; those that are have their own. */
    private final AtomicLongArray lines = new AtomicLongArray(LEVELS);

    /** What was last said of lines: a run that is between the two for a moment must not make it less. */
    private final AtomicLongArray said = new AtomicLongArray(LEVELS);

    private final LongAdder nanos = new LongAdder();

    void ended(TrackedRun run) {
        outcomes.incrementAndGet(run.outcome().ordinal());
        nanos.add(run.nanos());
        within.incrementAndGet(bucket(run.nanos()));
    }

    /** The first one that a run belongs to which took so long. */
    static int bucket(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Another one has taken its place among those that are kept. */
    void left(TrackedRun run) {
        for (int level = 0; level < LEVELS; level++) {
            int count = run.lines(level);
            if (count > 0) {
                lines.addAndGet(level, count);
            }
        }
    }

    /** @param kept the runs that are kept, with those that turned out to be none */
    RunTotals now(List<TrackedRun> kept) {
        Map<Outcome, Long> ended = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            ended.put(outcome, outcomes.get(outcome.ordinal()));
        }
        List<Long> cumulative = new ArrayList<>();
        long ends = 0;
        for (int i = 0; i < within.length(); i++) {
            ends += within.get(i);
            cumulative.add(ends);
        }
        Map<LogLevel, Long> written = new EnumMap<>(LogLevel.class);
        for (LogLevel level : LogLevel.values()) {
            long sum = lines.get(level.ordinal());
            for (TrackedRun run : kept) {
                sum += run.lines(level.ordinal());
            }
            written.put(level, said.accumulateAndGet(level.ordinal(), sum, Math::max));
        }
        return new RunTotals(ended, cumulative, Duration.ofNanos(nanos.sum()), written);
    }
}
