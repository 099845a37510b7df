package dev.asyncz.agent.tasks;

import java.util.List;

/**
 * A task and its last runs, on all nodes that share the storage.
 *
 * @param facts its figures: this process's since its start, those of others as far back as their runs are kept
 * @param runs the last runs, at most a hundred, and the last that was OK, the one that began last first
 * @param nodes the JVMs that have it, or had it last; this one first
 */
public record TaskHistory(TaskFacts facts, List<RunFacts> runs, List<NodeTask> nodes) {
    public String id() {
        return facts.id();
    }
}
