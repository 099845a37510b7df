package dev.asyncz.agent.tasks;

import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.bootstrap.run.LiveSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task and its last runs, on all nodes that share the storage.
 *
 * @param facts its figures: this process's since its start, those of others as far back as their runs are kept
 * @param runs the last runs, at most a hundred, and the last that was OK, the one that began last first
 * @param nodes the JVMs that have it, or had it last; this one first
 * @param schedules those that this process's schedulers run it by, the one that was made first first; none where that
 *     cannot be told
 */
public record TaskHistory(TaskFacts facts, List<RunFacts> runs, List<NodeTask> nodes, List<Schedule> schedules) {

    /** So many schedules are told; there may be more. */
    public static final int MAX_SCHEDULES = 50;

    /**
     * One schedule by which a task is run now.
     *
     * @param words when it runs
     * @param place where in the application it was made; null if unknown
     * @param since when it was made
     */
    public record Schedule(String words, @Nullable String place, Instant since) {
        static Schedule of(LiveSchedule live) {
            return new Schedule(live.words(), live.place(), Instant.ofEpochMilli(live.sinceMillis()));
        }
    }

    /** Of all the runs that are known, the one that began last first: the last hundred, and the last that was OK. */
    public static List<RunFacts> last(List<RunFacts> runs) {
        List<RunFacts> last = new ArrayList<>(runs.subList(0, Math.min(runs.size(), TaskRegistry.MAX_RUNS)));
        if (last.stream().noneMatch(run -> run.outcome() == Outcome.OK)) {
            runs.stream()
                    .skip(last.size())
                    .filter(run -> run.outcome() == Outcome.OK)
                    .findFirst()
                    .ifPresent(last::add);
        }
        return List.copyOf(last);
    }

    /**
     * The task as one node has it: its figures are those of the runs that are kept here.
     *
     * @return null where that node has neither the task nor a run of it
     */
    public @Nullable TaskHistory on(String node) {
        List<RunFacts> there =
                runs.stream().filter(run -> run.node().equals(node)).toList();
        List<NodeTask> has =
                nodes.stream().filter(each -> each.node().equals(node)).toList();
        if (there.isEmpty() && has.isEmpty()) {
            return null;
        }
        boolean here = has.stream().anyMatch(each -> each.life() == NodeTask.Life.HERE);
        Instant next = has.stream()
                .filter(each -> each.life().isAlive())
                .flatMap(each -> Stream.ofNullable(each.due()).filter(due -> due.isAfter(each.heard())))
                .min(Instant::compareTo)
                .orElse(null);
        TaskFacts narrowed = new TaskFacts(
                id(),
                facts.scheduler(),
                facts.schedule(),
                next,
                facts.source(),
                facts.infrastructure(),
                there.size(),
                there.stream().filter(run -> run.outcome() == Outcome.FAILED).count(),
                there.stream().filter(run -> !run.outcome().isOver()).count(),
                there.isEmpty() ? null : there.get(0),
                NodeTask.death(has));
        return new TaskHistory(narrowed, there, has, here ? schedules : List.of());
    }

    public String id() {
        return facts.id();
    }

    /**
     * What is to become of a task.
     *
     * @param due when it was or is to run next; null if nobody knows, or once it was cancelled
     * @param death why it never runs again, as the second half of a sentence; null while it may
     * @param died when that was; null as {@code death}, and where other schedules of the task go on
     * @param anywhere whether any JVM may run it
     */
    public record Plan(
            @Nullable String schedule,
            @Nullable Instant due,
            @Nullable String death,
            @Nullable Instant died,
            boolean anywhere) {
        public boolean isNothing() {
            return due == null && death == null;
        }
    }
}
