package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.PoolUsages;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.StoredHistory.RemoteTask;
import dev.asyncz.agent.tasks.history.StoredHistory.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks of this process and those of others, made one, at one moment. */
final class MergedTasks {
    private final TaskRegistry own;
    private final String node;
    private final Instant now;
    private final PoolUsages usages;

    /**
     * @param node this process's name among those that share the storage
     * @param read what is known of the others
     */
    MergedTasks(TaskRegistry own, String node, Instant now, Seen read) {
        this.own = own;
        this.node = node;
        this.now = now;
        this.usages = usages(own, node, now, read);
    }

    private static PoolUsages usages(TaskRegistry own, String node, Instant now, Seen read) {
        return own.usages(node, now, (task, due) -> {
            RemoteTask theirs = read.tasks().get(task);
            return theirs != null
                    && theirs.last().stream().anyMatch(run -> !run.started().isBefore(due));
        });
    }

    /** One that this process has, and others too if they do. */
    TaskHistory both(TaskFacts mine, @Nullable RemoteTask theirs) {
        List<RunFacts> runs = own.runs(mine.id(), node);
        List<NodeTask> nodes = new ArrayList<>(List.of(here(mine)));
        if (theirs == null) {
            return history(mine, mine.schedule(), mine.runs(), mine.failures(), runs, nodes);
        }
        runs.addAll(theirs.last());
        nodes.addAll(theirs.nodes());
        return history(
                mine,
                mine.schedule() == null ? theirs.about().schedule() : mine.schedule(),
                mine.runs() + theirs.runs(),
                mine.failures() + theirs.failures(),
                runs,
                nodes);
    }

    /** One that others have alone. */
    TaskHistory alone(RemoteTask theirs) {
        return history(
                theirs.about(),
                theirs.about().schedule(),
                theirs.runs(),
                theirs.failures(),
                new ArrayList<>(theirs.last()),
                theirs.nodes());
    }

    /** A task as this JVM has it. */
    private NodeTask here(TaskFacts mine) {
        TaskHistory.Plan plan = own.plan(mine.id());
        return new NodeTask(
                node,
                NodeTask.Life.HERE,
                now,
                NodeTask.isAnywhere(mine.scheduler()) || (plan != null && plan.anywhere()),
                mine.schedule(),
                plan == null ? null : plan.due(),
                plan == null ? null : plan.death(),
                plan == null ? null : plan.died(),
                0,
                usages.of(mine.id()));
    }

    private TaskHistory history(
            TaskFacts about,
            @Nullable String schedule,
            long total,
            long failures,
            List<RunFacts> runs,
            List<NodeTask> nodes) {
        runs.sort(Comparator.comparing(RunFacts::id).reversed());
        List<RunFacts> last = TaskHistory.last(runs);
        Instant next = about.nextRun();
        TaskFacts facts = new TaskFacts(
                about.id(),
                about.scheduler(),
                schedule,
                next != null && next.isAfter(now) ? next : null,
                about.source(),
                about.infrastructure(),
                total,
                failures,
                last.stream().filter(run -> !run.outcome().isOver()).count(),
                last.isEmpty() ? null : last.get(0),
                NodeTask.death(nodes));
        return new TaskHistory(facts, last, nodes, own.schedules(about.id()));
    }
}
