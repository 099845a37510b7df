package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.tasks.RunHistory;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of tasks at one moment, as the pages about them begin.
 *
 * @param nodes whether runs of more than one node are among them
 */
record Tasks(RunHistory history, List<TaskHistory> all, boolean nodes, Instant now) {
    static Tasks known(RunHistory history) {
        List<TaskHistory> all = history.tasks();
        boolean nodes = all.stream()
                        .flatMap(task -> task.runs().stream())
                        .map(run -> run.node())
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
        return new Tasks(history, all, nodes, Instant.now());
    }

    TaskView view(TaskHistory task) {
        return TaskView.of(task, nodes, now);
    }

    /** What the figures cover, and what is wrong with them. */
    Extent extent() {
        return new Extent(
                RunView.Moment.of(history.since(), now),
                history.isKept(),
                history.trouble() == null ? null : ShownText.safe(String.valueOf(history.trouble())),
                RunView.Moment.of(now, now));
    }

    /**
     * @param since the beginning of what the figures cover
     * @param kept whether runs outlive the process
     * @param trouble why not all is shown; null when all is
     */
    record Extent(
            RunView.Moment since, boolean kept, @Nullable String trouble, RunView.Moment updated) {}
}
