package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory.Plan;
import dev.asyncz.agent.tasks.TaskRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was written down of the schedules of this process's tasks, and what of them no run has told: a first time, a
 * cancellation, a death. Not thread-safe.
 */
final class PublishedPlans {
    /** How often it is said of a task that does not run that it is scheduled. */
    static final long AGAIN_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** A run is written down this soon after it has changed the next time. */
    private static final long SETTLED_MILLIS = 2_000;

    private final Map<String, Told> told = new HashMap<>();
    private Map<String, Plan> seen = Map.of();

    private record Told(Plan plan, long millis) {}

    /** Whether there is nothing that others could wait for. */
    boolean isEmpty() {
        return told.isEmpty();
    }

    /** Notes what a record says. */
    void told(String task, Plan plan, long now) {
        if (!plan.isNothing() || told.containsKey(task)) {
            told.put(task, new Told(plan, now));
        }
    }

    /** The next time that was told last; null if none was. */
    @Nullable
    Instant due(String task) {
        Told last = told.get(task);
        return last == null ? null : last.plan.due();
    }

    /** The tasks to write down now: what has changed and stayed so for two looks, and what was told long ago. */
    List<TaskFacts> news(TaskRegistry tasks, long now) {
        List<TaskFacts> news = new ArrayList<>();
        Map<String, Plan> looked = new HashMap<>();
        for (String id : tasks.names()) {
            Plan plan = tasks.plan(id);
            if (plan != null && isNews(id, plan, now)) {
                TaskFacts task = tasks.task(id);
                if (task != null) {
                    told.put(id, new Told(plan, now));
                    news.add(task.dueAt(plan.due()));
                }
            }
            if (plan != null) {
                looked.put(id, plan);
            }
        }
        seen = looked;
        return news;
    }

    private boolean isNews(String id, Plan plan, long now) {
        Told before = told.get(id);
        if (before == null) {
            return !plan.isNothing() && plan.equals(seen.get(id));
        }
        // Runs tell what changes all the time.
        boolean changed = !plan.equals(before.plan) && plan.equals(seen.get(id));
        return now - before.millis >= (changed ? SETTLED_MILLIS : AGAIN_MILLIS);
    }
}
