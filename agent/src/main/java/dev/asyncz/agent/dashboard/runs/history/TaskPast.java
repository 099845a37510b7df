package dev.asyncz.agent.dashboard.runs.history;

import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a task as far back as a page looks: those that are known anyway, and from the storage those before them.
 *
 * @param runs the one that began last first
 * @param cut whether there may be older ones that were not looked at
 * @param unanswered whether the storage has not answered, so that older ones are missing
 */
public record TaskPast(List<RunFacts> runs, boolean cut, boolean unanswered) {
    /** How many are asked for at most: a page has to be there soon. */
    static final int MOST = 2_000;

    /** How many days are shown at most. */
    static final int DAYS = 31;

    /** @param node the one whose runs are looked at, as {@code task} has them already; null for all */
    public static TaskPast of(TaskHistory task, RunHistory history, @Nullable String node) {
        List<RunFacts> last = task.runs();
        Map<String, RunFacts> runs = new LinkedHashMap<>();
        last.forEach(run -> runs.put(run.id(), run));
        boolean unanswered = false;
        if (history.isKept() && !last.isEmpty()) {
            // The last one that was OK may be older by far than the hundred before it.
            RunFacts oldest = last.get(Math.min(last.size(), TaskRegistry.MAX_RUNS) - 1);
            try {
                history.older(task.id(), UUID.fromString(oldest.id()), MOST).stream()
                        .filter(run -> node == null || run.node().equals(node))
                        .forEach(run -> runs.put(run.id(), run));
            } catch (RuntimeException down) {
                unanswered = true;
            }
        }
        List<RunFacts> all = new ArrayList<>(runs.values());
        all.sort((one, other) -> other.id().compareTo(one.id()));
        return new TaskPast(List.copyOf(all), runs.size() >= MOST, unanswered);
    }

    /** The last days from the first one that has runs, the latest first; also those between that have none. */
    public List<Day> days(ZoneId zone) {
        Map<LocalDate, List<RunFacts>> byDay = new HashMap<>();
        for (RunFacts run : runs) {
            byDay.computeIfAbsent(Day.of(run, zone), day -> new ArrayList<>()).add(run);
        }
        List<Day> days = new ArrayList<>();
        if (runs.isEmpty()) {
            return days;
        }
        LocalDate last = Day.of(runs.get(0), zone);
        LocalDate first = Day.of(runs.get(runs.size() - 1), zone);
        for (LocalDate day = last; !day.isBefore(first) && days.size() < DAYS; day = day.minusDays(1)) {
            days.add(Day.of(day, byDay.getOrDefault(day, List.of()), zone));
        }
        return days;
    }
}
