package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Answer;
import dev.asyncz.agent.dashboard.http.Ask;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What needs attention, first; then what goes on. */
public final class OverviewPage {
    private static final int MANY = 10;
    private static final int MANY_CONCERNS = 25;

    private final RunHistory history;
    private final Supplier<StorageFigures> figures;
    private final Supplier<@Nullable StorageFigures> runFigures;
    private final Supplier<List<String>> found;

    public OverviewPage(
            RunHistory history,
            Supplier<StorageFigures> figures,
            Supplier<@Nullable StorageFigures> runFigures,
            Supplier<List<String>> found) {
        this.history = history;
        this.figures = figures;
        this.runFigures = runFigures;
        this.found = found;
    }

    public Answer page(Ask ask) {
        Tasks tasks = new Tasks(history);
        return ask.html(200, "overview", view(tasks));
    }

    private Page view(Tasks tasks) {
        StorageFigures ofRuns = runFigures.get();
        List<TaskHistory> concerns = concerns(tasks);
        return new Page(
                tasks.extent(),
                concerns.size(),
                concerns.stream().limit(MANY_CONCERNS).map(tasks::view).toList(),
                concerns.size() > MANY_CONCERNS ? RunView.count(concerns.size() - MANY_CONCERNS, "more task") : null,
                views(tasks, Outcome.RUNNING),
                views(tasks, Outcome.FAILED),
                RunView.count(tasks.all().size(), "task"),
                tasks.all().isEmpty(),
                tasks.all().isEmpty()
                        ? found.get().stream().map(ShownText::safe).toList()
                        : List.of(),
                Figures.of(figures.get()),
                ofRuns == null ? null : Figures.of(ofRuns));
    }

    /** The tasks with signs, those with the most urgent first. */
    private static List<TaskHistory> concerns(Tasks tasks) {
        return tasks.all().stream()
                .filter(task -> !tasks.signs(task).isEmpty())
                .sorted(Comparator.comparing(task -> tasks.signs(task).get(0).kind()))
                .toList();
    }

    private static List<RunView> views(Tasks tasks, Outcome outcome) {
        return tasks.all().stream()
                .flatMap(task -> task.runs().stream())
                .filter(run -> run.outcome() == outcome)
                .sorted(Comparator.comparing(RunFacts::id).reversed())
                .limit(MANY)
                .map(run -> RunView.of(run, tasks.nodes(), tasks.now()))
                .toList();
    }

    /** @param more how many tasks with signs are not shown, in words; null where all are */
    record Page(
            Tasks.Extent extent,
            int concerned,
            List<TaskView> concerns,
            @Nullable String more,
            List<RunView> running,
            List<RunView> failed,
            String tasks,
            boolean empty,
            List<String> found,
            Figures lines,
            @Nullable Figures runs) {
        boolean onOverview() {
            return true;
        }

        boolean needs() {
            return !concerns.isEmpty();
        }

        boolean calm() {
            return concerns.isEmpty() && !empty;
        }

        int enough() {
            return Durations.ENOUGH;
        }
    }

    record Figures(
            String storage,
            String produced,
            String stored,
            String queued,
            String dropped,
            @Nullable String reasons,
            @Nullable String trouble) {
        static Figures of(StorageFigures figures) {
            StringBuilder reasons = new StringBuilder();
            for (Map.Entry<String, Long> reason : new java.util.TreeMap<>(figures.dropped()).entrySet()) {
                if (reason.getValue() > 0) {
                    reasons.append(reasons.length() == 0 ? "" : ", ")
                            .append(TaskView.number(reason.getValue()))
                            .append(' ')
                            .append(reason.getKey().replace('_', ' '));
                }
            }
            return new Figures(
                    figures.storage(),
                    TaskView.number(figures.produced()),
                    TaskView.number(figures.stored()),
                    TaskView.number(figures.queued()),
                    TaskView.number(figures.droppedTotal()),
                    reasons.length() == 0 ? null : reasons.toString(),
                    figures.trouble() == null ? null : ShownText.safe(figures.trouble()));
        }
    }
}
