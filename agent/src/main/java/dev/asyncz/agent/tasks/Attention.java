package dev.asyncz.agent.tasks;

import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.bootstrap.TaskPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody should look at. That a task died or its last run failed is a fact; everything else compares a task with
 * its own past, and is not said before it has one: {@link #ENOUGH} runs that ended.
 */
public final class Attention {
    /** How many runs have to have ended before a task is compared with its past. */
    public static final int ENOUGH = 8;

    private static final int RECENT = 10;
    private static final int MANY_OF_RECENT = 3;

    private static final double SLOWER = 1.2;
    private static final Duration SLOWER_BY = Duration.ofMillis(100);

    private static final Duration LEAST_GRACE = Duration.ofSeconds(10);
    private static final Duration MOST_GRACE = Duration.ofMinutes(10);

    /** A run's beginning is known to the millisecond of another clock than its duration. */
    private static final Duration CLOCKS = Duration.ofMillis(50);

    /** An asynchronous logger may bring a run's last lines this much later. */
    private static final Duration LATE_LINES = Duration.ofSeconds(2);

    private final TaskHistory task;
    private final Instant now;
    private final List<RunFacts> over;
    private final List<Sign> signs = new ArrayList<>();

    /** The most urgent first. */
    public enum Kind {
        DIED,
        FAILING,
        OVERDUE,
        OVERLAPPING,
        SLOW,
        SILENT
    }

    /**
     * One thing to look at.
     *
     * @param sentence what is the matter
     * @param threshold when this is said
     * @param run the run that shows it; null where there is none
     */
    public record Sign(
            Kind kind,
            String sentence,
            String threshold,
            @Nullable RunFacts run) {}

    private Attention(TaskHistory task, Instant now) {
        this.task = task;
        this.now = now;
        over = task.runs().stream().filter(run -> run.outcome().isOver()).toList();
    }

    /** The signs of a task, the most urgent first; none of housekeeping. */
    public static List<Sign> signs(TaskHistory task, Instant now) {
        if (task.facts().infrastructure()) {
            return List.of();
        }
        Attention attention = new Attention(task, now);
        attention.died();
        attention.failing();
        if (attention.over.size() >= ENOUGH) {
            attention.failingOften();
            attention.overdue();
            attention.overlapping();
            attention.slow();
            attention.silent();
        }
        return List.copyOf(attention.signs);
    }

    private void died() {
        String death = task.facts().death();
        if (death != null) {
            RunFacts last = newest();
            String why = last == null || last.failure() == null ? "" : " after " + last.failure();
            add(Kind.DIED, "It never runs again" + why + ": " + death, "Certain: nothing will run it again", last);
        }
    }

    private void failing() {
        long failed =
                over.stream().takeWhile(run -> run.outcome() == Outcome.FAILED).count();
        if (failed > 0 && !has(Kind.DIED)) {
            String what = failed == 1 ? "Its last run failed" : "Its last " + failed + " runs failed";
            add(
                    Kind.FAILING,
                    what + ": " + over.get(0).failure(),
                    "As long as the last run that ended has failed",
                    over.get(0));
        }
    }

    private void failingOften() {
        List<RunFacts> recent = over.subList(0, Math.min(RECENT, over.size()));
        List<RunFacts> failed =
                recent.stream().filter(run -> run.outcome() == Outcome.FAILED).toList();
        if (failed.size() >= MANY_OF_RECENT && !has(Kind.FAILING) && !has(Kind.DIED)) {
            add(
                    Kind.FAILING,
                    failed.size() + " of its last " + recent.size() + " runs failed: "
                            + failed.get(0).failure(),
                    "From " + MANY_OF_RECENT + " of the last " + RECENT + " runs on",
                    failed.get(0));
        }
    }

    private void overdue() {
        Instant due = task.due();
        boolean running = over.size() < task.runs().size();
        if (due == null || running || TaskPlan.ONCE.equals(task.facts().schedule()) || has(Kind.DIED)) {
            return;
        }
        Duration grace = half(gap());
        grace = grace.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : grace;
        grace = grace.compareTo(MOST_GRACE) > 0 ? MOST_GRACE : grace;
        Duration late = Duration.between(due, now);
        if (late.compareTo(grace) > 0) {
            add(
                    Kind.OVERDUE,
                    "It has not begun, though due " + words(late) + " ago ("
                            + task.facts().schedule() + ")",
                    "From " + words(grace) + " after its time on: half of what lies between its runs, 10 s at least;"
                            + " one that somebody paused looks the same",
                    null);
        }
    }

    private void overlapping() {
        String schedule = task.facts().schedule();
        if (schedule == null || schedule.equals(TaskPlan.ONCE) || schedule.equals(TaskPlan.CALLED)) {
            return; // Called by hand, or many times over: then it is meant to.
        }
        List<RunFacts> runs =
                task.runs().subList(0, Math.min(RECENT, task.runs().size()));
        long together = runs.stream()
                .filter(run -> runs.stream().anyMatch(other -> beganWithin(run, other)))
                .count();
        long now2 = runs.stream().filter(run -> !run.outcome().isOver()).count();
        if (together >= MANY_OF_RECENT || together > 0 && now2 > 1) {
            add(
                    Kind.OVERLAPPING,
                    now2 > 1
                            ? now2 + " of its runs are under way at once"
                            : together + " of its last " + runs.size() + " runs began before the one before had ended",
                    "Two at once now, or " + MANY_OF_RECENT + " of the last " + RECENT + " runs on one node",
                    runs.get(0));
        }
    }

    /** Whether a run began on the same node while another, earlier one was under way. */
    private boolean beganWithin(RunFacts run, RunFacts other) {
        if (run.outcome() == Outcome.CUT_SHORT
                || other.outcome() == Outcome.CUT_SHORT
                || run.id().equals(other.id())) {
            return false;
        }
        Instant end = other.ended() == null ? now : other.ended();
        return run.node().equals(other.node())
                && other.started().isBefore(run.started())
                && run.started().plus(CLOCKS).isBefore(end);
    }

    /**
     * Compares with what was before the runs that are slow, so that it is said for longer than until they are usual. A
     * run under way that is not slow yet says nothing: the sign of those before it would come and go with each run.
     */
    private void slow() {
        List<RunFacts> runs = task.runs();
        for (int recent = Math.min(RECENT, runs.size() - ENOUGH); recent > 0; recent--) {
            Durations usual = Durations.of(runs.subList(recent, runs.size()));
            long limit = Math.max(
                    (long) (usual.p95().toNanos() * SLOWER),
                    usual.p95().plus(SLOWER_BY).toNanos());
            List<RunFacts> told = runs.subList(0, recent).stream()
                    .filter(run -> run.outcome().isOver() || isSlow(run, limit))
                    .toList();
            if (usual.count() >= ENOUGH && !told.isEmpty() && told.stream().allMatch(run -> isSlow(run, limit))) {
                RunFacts last = told.get(0);
                String what = !last.outcome().isOver()
                        ? "It has been running for "
                        : told.size() == 1
                                ? "Its last run took "
                                : "Its last " + told.size() + " runs are slow: the last took ";
                add(
                        Kind.SLOW,
                        what + words(took(last)) + "; 19 of 20 took no more than " + words(usual.p95()) + " before",
                        "Past the p95 of the " + usual.count() + " runs before by a fifth, and by 100 ms",
                        last);
                return;
            }
        }
    }

    private boolean isSlow(RunFacts run, long limitNanos) {
        boolean told = run.outcome() == Outcome.FAILED || run.outcome() == Outcome.CUT_SHORT;
        return !told && took(run).toNanos() > limitNanos;
    }

    private Duration took(RunFacts run) {
        Duration duration = run.duration();
        return duration != null ? duration : Duration.between(run.started(), now);
    }

    /** Compares with what was before the runs that are as silent. */
    private void silent() {
        List<RunFacts> done = over.stream()
                .filter(run ->
                        run.outcome().isDone() && run.started().plus(took(run)).isBefore(now.minus(LATE_LINES)))
                .toList();
        if (done.isEmpty() || !over.get(0).outcome().isDone()) {
            return;
        }
        RunFacts last = done.get(0);
        int lines = last.lines().total();
        List<RunFacts> before =
                done.stream().dropWhile(run -> run.lines().total() <= lines).toList();
        int least = before.stream().mapToInt(run -> run.lines().total()).min().orElse(0);
        if (before.size() >= ENOUGH && (lines == 0 ? least > 0 : 2 * lines < least)) {
            int silent = done.size() - before.size();
            add(
                    Kind.SILENT,
                    (silent == 1 ? "Its last run" : "Each of its last " + silent + " runs") + " ended OK, but wrote "
                            + (lines == 0 ? "nothing" : lines + " lines or fewer") + "; never fewer than " + least
                            + " before",
                    "Fewer than half of the least lines of the " + before.size() + " runs before that ended OK",
                    last);
        }
    }

    /** What usually lies between the beginnings of two runs; zero where that cannot be told. */
    private Duration gap() {
        long[] gaps = new long[task.runs().size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Duration.between(
                            task.runs().get(i + 1).started(), task.runs().get(i).started())
                    .toMillis();
        }
        java.util.Arrays.sort(gaps);
        return gaps.length == 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, gaps[gaps.length / 2]));
    }

    private static Duration half(Duration duration) {
        return duration.dividedBy(2);
    }

    private boolean has(Kind kind) {
        return signs.stream().anyMatch(sign -> sign.kind == kind);
    }

    private @Nullable RunFacts newest() {
        return task.runs().isEmpty() ? null : task.runs().get(0);
    }

    private void add(Kind kind, String sentence, String threshold, @Nullable RunFacts run) {
        signs.add(new Sign(kind, sentence, threshold, run));
    }

    /** A duration as people say it: two units at most, three digits at most. */
    public static String words(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < 1_000_000L) {
            return Math.round(nanos / 1e3) + " µs";
        }
        if (nanos < 1_000_000_000L) {
            double millis = nanos / 1e6;
            return (millis < 10
                            ? String.format(java.util.Locale.ROOT, "%.1f", millis)
                            : String.valueOf(Math.round(millis)))
                    + " ms";
        }
        if (nanos < 60_000_000_000L) {
            return String.format(java.util.Locale.ROOT, nanos < 10_000_000_000L ? "%.2f s" : "%.1f s", nanos / 1e9);
        }
        long seconds = duration.toSeconds();
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3_600, "h", seconds / 60 % 60, "min")
                : two(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
    }

    private static String two(long large, String unit, long small, String smaller) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }
}
