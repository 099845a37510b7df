package dev.asyncz.agent.dashboard.runs.history;

import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks over time, each read from a storage at most once a minute: a page that is open asks every few seconds, and the
 * storage may have to read thousands of records for it. Any thread.
 */
public final class PastViews {
    private static final int MOST = 16;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final RunHistory history;
    private final Map<Asked, Made> made = new LinkedHashMap<>();

    private record Asked(String task, @Nullable String node, TimeStyle style) {}

    private record Made(@Nullable PastView view, Instant at) {
        boolean isFresh(Instant now) {
            return !at.isAfter(now) && now.isBefore(at.plus(FRESH));
        }
    }

    public PastViews(RunHistory history) {
        this.history = history;
    }

    /**
     * @param task as the node has it
     * @param node the one whose runs are looked at; null for all
     * @return null where there is nothing to show
     */
    public @Nullable PastView of(TaskHistory task, @Nullable String node, PageTime now) {
        if (!history.isKept()) {
            return PastView.of(task.id(), TaskPast.of(task, history, node), now); // From the heap, to the moment.
        }
        Asked asked = new Asked(task.id(), node, now.style());
        synchronized (made) {
            Made known = made.get(asked);
            if (known != null && known.isFresh(now.instant())) {
                return known.view;
            }
        }
        TaskPast past = TaskPast.of(task, history, node);
        PastView view = PastView.of(task.id(), past, now);
        if (!past.unanswered()) {
            remember(asked, new Made(view, now.instant()));
        }
        return view;
    }

    private void remember(Asked asked, Made view) {
        synchronized (made) {
            made.remove(asked);
            made.put(asked, view);
            if (made.size() > MOST) {
                made.remove(made.keySet().iterator().next());
            }
        }
    }
}
