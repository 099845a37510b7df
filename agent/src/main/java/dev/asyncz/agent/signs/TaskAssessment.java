package dev.asyncz.agent.signs;

import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskHistory.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A task at one moment, with the signs that were found so far. For one thread. */
public final class TaskAssessment {
    /** The last runs, of which some may be out of the ordinary. */
    public static final int RECENT = 10;

    /** So many of them are no chance. */
    public static final int MANY = 3;

    private static final Duration LEAST_GRACE = Duration.ofSeconds(10);
    private static final Duration MOST_GRACE = Duration.ofMinutes(10);

    private final TaskHistory task;
    private final Instant now;
    private final Reach reach;
    private final List<RunFacts> over;
    private final List<Sign> signs = new ArrayList<>();

    /** @param reach how far back the log goes */
    public TaskAssessment(TaskHistory task, Instant now, Reach reach) {
        this.reach = reach;
        this.task = task;
        this.now = now;
        over = task.runs().stream().filter(run -> run.outcome().isOver()).toList();
    }

    public Reach reach() {
        return reach;
    }

    public String task() {
        return task.id();
    }

    public Instant now() {
        return now;
    }

    /** The JVMs that have it or had it, this one first. */
    public List<NodeTask> nodes() {
        return task.nodes();
    }

    /** The one that began last first. */
    public List<RunFacts> runs() {
        return task.runs();
    }

    /** Those that have ended. */
    public List<RunFacts> over() {
        return over;
    }

    /** At most {@link #RECENT} of them. */
    public static List<RunFacts> recent(List<RunFacts> runs) {
        return runs.subList(0, Math.min(RECENT, runs.size()));
    }

    /** Whether there are enough runs to compare one with. */
    public boolean hasPast() {
        return over.size() >= Durations.ENOUGH;
    }

    /** Those that run it in this JVM, the one that was made first first. */
    public List<Schedule> schedules() {
        return task.schedules();
    }

    public @Nullable String schedule() {
        return task.facts().schedule();
    }

    /** What lies between two of its times, by its schedule; zero where that does not tell. */
    public Duration period() {
        return SchedulePeriod.of(schedule());
    }

    /** How late a task may be that runs so often: half of that, 10 s at least, 10 min at most. */
    public static Duration grace(Duration period) {
        Duration half = period.dividedBy(2);
        if (half.compareTo(LEAST_GRACE) < 0) {
            return LEAST_GRACE;
        }
        return half.compareTo(MOST_GRACE) > 0 ? MOST_GRACE : half;
    }

    /** What usually lies between the beginnings of two runs; zero where that cannot be told. */
    public Duration gap() {
        List<RunFacts> runs = task.runs();
        long[] gaps = new long[Math.max(0, runs.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Duration.between(runs.get(i + 1).started(), runs.get(i).started())
                    .toMillis();
        }
        java.util.Arrays.sort(gaps);
        return gaps.length == 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, gaps[gaps.length / 2]));
    }

    /** How long a run took, or has been running. */
    public Duration took(RunFacts run) {
        Duration duration = run.duration();
        return duration != null ? duration : Duration.between(run.started(), now);
    }

    /** How long the longest of those took that did their work; zero where there are none. */
    public Duration longest() {
        return over.stream()
                .filter(run -> run.outcome().isDone())
                .map(this::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    public boolean runsOn(String node) {
        return task.runs().stream()
                .anyMatch(run -> run.outcome() == Outcome.RUNNING && run.node().equals(node));
    }

    /** Whether it is or was on more than one node, so that a sign has to say on which. */
    public boolean spansNodes() {
        Set<String> names = new TreeSet<>();
        task.runs().forEach(run -> names.add(run.node()));
        task.nodes().forEach(node -> names.add(node.node()));
        return names.size() > 1;
    }

    /** The node's name where it has to be said. */
    public String node(RunFacts run) {
        return spansNodes() ? run.node() : "";
    }

    /** As {@link #node}, as the end of what is said. */
    public String where(RunFacts run) {
        return node(run).isEmpty() ? "" : " on " + run.node();
    }

    public boolean has(Kind kind) {
        return signs.stream().anyMatch(sign -> sign.kind() == kind);
    }

    public void add(List<Sign> found) {
        signs.addAll(found);
    }

    public List<Sign> signs() {
        return List.copyOf(signs);
    }
}
