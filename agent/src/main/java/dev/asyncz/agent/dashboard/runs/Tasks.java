package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of tasks at one moment, as the pages about them begin. For one request: signs are read once. */
public final class Tasks {
    private final RunHistory history;
    private final Instant now = Instant.now();
    private final Map<String, List<Sign>> signs = new HashMap<>();
    private @Nullable List<TaskHistory> all;

    public Tasks(RunHistory history) {
        this.history = history;
    }

    Instant now() {
        return now;
    }

    /** Every task, by name. */
    public List<TaskHistory> all() {
        List<TaskHistory> known = all;
        if (known == null) {
            known = history.tasks();
            all = known;
        }
        return known;
    }

    /** Whether runs of more than one node are among them. */
    boolean nodes() {
        return history.spansNodes();
    }

    /** The most urgent first. */
    public List<Sign> signs(TaskHistory task) {
        return signs.computeIfAbsent(task.id(), id -> Signs.of(task, now));
    }

    TaskView view(TaskHistory task) {
        return TaskView.of(task, signs(task), nodes(), now);
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
