package dev.asyncz.agent.dashboard.timeline;

import dev.asyncz.agent.signs.SchedulePeriod;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.PastRuns.PastRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a task within a time, and the times at which it was due and did not run.
 *
 * @param runs the first one first
 * @param gaps likewise
 */
record LaneRuns(TaskHistory task, List<PastRun> runs, List<Gap> gaps) {

    /**
     * A time without the run that was due in it.
     *
     * @param due when that was
     * @param end when the next one began; the end of what is drawn where none has
     */
    record Gap(Instant due, Instant end) {}

    /** @param stored what the storage has of the task's runs */
    static LaneRuns of(TaskHistory task, List<PastRun> stored, Window window, Instant now) {
        Map<String, PastRun> all = new LinkedHashMap<>();
        stored.forEach(run -> all.put(run.run().id(), run));
        task.runs().forEach(run -> all.putIfAbsent(run.id(), new PastRun(run, null, 0)));
        List<PastRun> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing(run -> run.run().started()));
        List<Gap> gaps = gaps(task, sorted, window, now);
        return new LaneRuns(
                task,
                sorted.stream()
                        .filter(run -> window.meets(run.run().started(), end(run.run(), now)))
                        .toList(),
                gaps);
    }

    boolean isEmpty() {
        return runs.isEmpty() && gaps.isEmpty();
    }

    long count() {
        return runs.stream().mapToLong(run -> 1 + run.more()).sum();
    }

    long count(Outcome outcome) {
        return runs.stream().filter(run -> run.run().outcome() == outcome).count();
    }

    /** When a run ended; that of one whose end nobody knows is its beginning. */
    static Instant end(RunFacts run, Instant now) {
        Instant ended = run.ended();
        if (ended != null) {
            return ended;
        }
        return run.outcome() == Outcome.RUNNING && now.isAfter(run.started()) ? now : run.started();
    }

    /** What each run has said of the next one, against when that began. */
    private static List<Gap> gaps(TaskHistory task, List<PastRun> runs, Window window, Instant now) {
        Duration period = SchedulePeriod.of(task.facts().schedule());
        List<Gap> gaps = new ArrayList<>();
        Instant busy = Instant.MIN;
        for (int i = 0; i < runs.size(); i++) {
            PastRun run = runs.get(i);
            boolean last = i + 1 == runs.size();
            Instant ended = end(run.run(), now);
            busy = ended.isAfter(busy) ? ended : busy;
            Instant due = due(run, task.facts().schedule(), period);
            if (due == null || run.run().outcome() == Outcome.RUNNING || last && !isExpected(task)) {
                continue;
            }
            Duration between = period.isZero() ? Duration.between(run.run().started(), due) : period;
            Duration grace = TaskAssessment.grace(between.isNegative() ? Duration.ZERO : between);
            Instant next = last ? window.to() : runs.get(i + 1).run().started();
            Instant from = due.isAfter(busy) ? due : busy;
            if (from.plus(grace).isBefore(next) && window.meets(from, next)) {
                gaps.add(new Gap(from, next.isAfter(window.to()) ? window.to() : next));
            }
        }
        return gaps;
    }

    /** Of a run that no storage keeps nobody has written down when the next one is due: only an interval tells that. */
    private static @Nullable Instant due(PastRun run, @Nullable String schedule, Duration period) {
        Instant next = run.next();
        if (next != null && next.isAfter(run.run().started())) {
            return next;
        }
        return schedule == null || !schedule.startsWith("every ") || period.isZero()
                ? null
                : run.run().started().plus(period);
    }

    /** Whether a JVM still has the task, or would have it had it not been stopped or fallen silent. */
    private static boolean isExpected(TaskHistory task) {
        return task.nodes().stream().anyMatch(node -> node.due() != null && node.life() != NodeTask.Life.FINISHED);
    }
}
