package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.HistoryExtent;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.KnownTasks;
import dev.asyncz.agent.dashboard.view.FiguresView;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
import java.util.Comparator;
import java.util.List;
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

    public HttpResponse page(HttpRequest request) {
        TaskSnapshot tasks = new TaskSnapshot(history);
        List<TaskHistory> concerns = concerns(tasks);
        StorageFigures ofRuns = runFigures.get();
        OverviewView view = new OverviewView(
                tasks.extent(),
                new Concerns(
                        concerns.size(),
                        concerns.stream().limit(MANY_CONCERNS).map(tasks::view).toList()),
                last(tasks, Outcome.RUNNING),
                last(tasks, Outcome.FAILED),
                new KnownTasks(tasks.all().size(), found.get()),
                new FiguresView(figures.get()),
                ofRuns == null ? null : new FiguresView(ofRuns));
        return request.html(200, "pages/overview", view);
    }

    /** The tasks with signs, those with the most urgent first. */
    private static List<TaskHistory> concerns(TaskSnapshot tasks) {
        return tasks.all().stream()
                .filter(task -> !tasks.signs(task).isEmpty())
                .sorted(Comparator.comparing(task -> tasks.signs(task).get(0).kind()))
                .toList();
    }

    private static List<RunView> last(TaskSnapshot tasks, Outcome outcome) {
        return tasks.all().stream()
                .flatMap(task -> task.runs().stream())
                .filter(run -> run.outcome() == outcome)
                .sorted(Comparator.comparing(RunFacts::id).reversed())
                .limit(MANY)
                .map(tasks::view)
                .toList();
    }

    /** @param runs where every run went; null where nothing keeps them */
    record OverviewView(
            HistoryExtent extent,
            Concerns attention,
            List<RunView> running,
            List<RunView> failed,
            KnownTasks known,
            FiguresView lines,
            @Nullable FiguresView runs) {
        boolean onOverview() {
            return true;
        }

        boolean empty() {
            return known.none();
        }

        String tasks() {
            return known.count();
        }

        boolean needs() {
            return attention.concerned() > 0;
        }

        boolean calm() {
            return !needs() && !empty();
        }

        int enough() {
            return Durations.ENOUGH;
        }
    }

    /** The tasks that need attention, and how many they are; not all of them are shown. */
    record Concerns(int concerned, List<TaskView> concerns) {
        /** How many are not shown, in words; null where all are. */
        @Nullable
        String more() {
            int more = concerned - concerns.size();
            return more == 0 ? null : Numbers.count(more, "more task");
        }
    }
}
