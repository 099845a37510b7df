package dev.asyncz.agent.signs;

import dev.asyncz.agent.tasks.RunFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Since when the runs of a task take longer, or shorter, than before and stay so. Found by Pettitt's test, which compares
 * ranks, so that neither a few outliers nor the shape of the durations matter: a part of the runs is divided where its
 * two sides differ most, if that is no chance; then each side is looked at likewise.
 *
 * @param first the run with which it began
 * @param before the median of the runs before it, back to the change before, if there was one
 * @param since the median of the runs since, with the first
 */
public record ChangePoint(RunFacts first, Duration before, Duration since) {
    /** What is as uneven as this by chance less often is a change. */
    static final double CHANCE = 0.000_1;

    /** How many times as long, or as short, the runs have to take. */
    static final double TIMES = 1.3;

    /** What the medians have to be apart, which somebody may notice. */
    static final Duration LEAST = Duration.ofMillis(10);

    /** How many runs each side has to have. */
    static final int ENOUGH = Durations.ENOUGH;

    /** The thresholds in words. */
    public static final String THRESHOLD = "Told where the medians are " + TIMES + " × and " + LEAST.toMillis()
            + " ms apart, with " + ENOUGH + " runs on each side, and chance would do it once in 10,000 times"
            + " (Pettitt's test).";

    /**
     * The last change.
     *
     * @param runs of one task, in any order; those that did their work count
     * @return null where there is none
     */
    public static @Nullable ChangePoint last(List<RunFacts> runs) {
        List<RunFacts> done = runs.stream()
                .filter(run -> run.outcome().isDone() && run.duration() != null)
                .sorted(Comparator.comparing(RunFacts::started).thenComparing(RunFacts::id))
                .toList();
        long[] nanos = done.stream()
                .mapToLong(run -> Objects.requireNonNull(run.duration()).toNanos())
                .toArray();
        TreeSet<Integer> cuts = new TreeSet<>();
        divide(nanos, 0, nanos.length, cuts);
        for (Integer cut = cuts.pollLast(); cut != null; cut = cuts.pollLast()) {
            Integer from = cuts.isEmpty() ? Integer.valueOf(0) : cuts.last();
            Duration before = median(nanos, from, cut);
            Duration since = median(nanos, cut, nanos.length);
            if (differ(before, since)) {
                return new ChangePoint(done.get(cut), before, since);
            }
        }
        return null;
    }

    public boolean slower() {
        return since.compareTo(before) > 0;
    }

    /** How many times as long as before, or as before was; from 1 on. */
    public double times() {
        double ratio = since.toNanos() / (double) Math.max(1, before.toNanos());
        return ratio < 1 ? 1 / Math.max(ratio, 1e-9) : ratio;
    }

    private static boolean differ(Duration before, Duration since) {
        long less = Math.min(before.toNanos(), since.toNanos());
        long more = Math.max(before.toNanos(), since.toNanos());
        return more >= TIMES * less && more - less >= LEAST.toNanos();
    }

    private static Duration median(long[] nanos, int from, int to) {
        long[] part =
                IntStream.range(from, to).mapToLong(i -> nanos[i]).sorted().toArray();
        return Duration.ofNanos(part[(part.length - 1) / 2]);
    }

    /** Notes where the runs from one to another are no longer as they were. */
    private static void divide(long[] nanos, int from, int to, TreeSet<Integer> cuts) {
        int size = to - from;
        if (size < 2 * ENOUGH) {
            return;
        }
        double[] ranks = ranks(nanos, from, to);
        double sum = 0;
        double most = 0;
        int at = 0;
        for (int i = 0; i < size; i++) {
            double statistic = Math.abs(2 * sum - i * (size + 1.0));
            if (i >= ENOUGH && i <= size - ENOUGH && statistic > most) {
                most = statistic;
                at = i;
            }
            sum += ranks[i];
        }
        double chance = 2 * Math.exp(-6 * most * most / (Math.pow(size, 3) + Math.pow(size, 2)));
        if (chance < CHANCE) {
            int cut = place(nanos, from, from + at, to);
            cuts.add(cut);
            divide(nanos, from, cut, cuts);
            divide(nanos, cut, to, cuts);
        }
    }

    /**
     * Where exactly it is: where the runs are farthest on their own side of the middle between the two levels, all
     * together, by their logarithms; an outlier counts no more than one in the middle of its level.
     */
    private static int place(long[] nanos, int from, int about, int to) {
        double before = log(median(nanos, from, about).toNanos());
        double since = log(median(nanos, about, to).toNanos());
        if (before == since) {
            return about;
        }
        double right = 0;
        double most = Double.NEGATIVE_INFINITY;
        int at = about;
        for (int i = from; i <= to - ENOUGH; i++) {
            if (i >= from + ENOUGH && right > most) {
                most = right;
                at = i;
            }
            double side = (before + since - 2 * log(nanos[i])) / (since - before);
            right += Math.max(-1, Math.min(1, side));
        }
        return at;
    }

    private static double log(long nanos) {
        return Math.log(Math.max(1, nanos));
    }

    /** From 1 on; equal ones share theirs. */
    private static double[] ranks(long[] nanos, int from, int to) {
        List<Integer> order = new ArrayList<>(IntStream.range(from, to).boxed().toList());
        order.sort(Comparator.comparingLong(i -> nanos[i]));
        double[] ranks = new double[to - from];
        for (int i = 0; i < order.size(); ) {
            int end = i;
            while (end < order.size() && nanos[order.get(end)] == nanos[order.get(i)]) {
                end++;
            }
            for (int same = i; same < end; same++) {
                ranks[order.get(same) - from] = (i + 1 + end) / 2.0;
            }
            i = end;
        }
        return ranks;
    }
}
