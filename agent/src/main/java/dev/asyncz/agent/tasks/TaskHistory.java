package dev.asyncz.agent.tasks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task and its last runs, on all nodes that share the storage.
 *
 * @param facts its figures: this process's since its start, those of others as far back as their runs are kept
 * @param runs the last runs, at most a hundred, and the last that was OK, the one that began last first
 * @param due when it was or is to run next by its schedule, also where that time is over; null if nobody knows, or where
 *     it is not this process that schedules it
 */
public record TaskHistory(
        TaskFacts facts, List<RunFacts> runs, @Nullable Instant due) {
    public String id() {
        return facts.id();
    }
}
