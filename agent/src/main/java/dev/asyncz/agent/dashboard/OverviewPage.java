package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.Attention;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What needs attention, first; then what goes on. */
final class OverviewPage {
    private static final int MANY = 10;

    private final DashboardSources sources;

    OverviewPage(DashboardSources sources) {
        this.sources = sources;
    }

    Answer page(Ask ask) {
        Tasks tasks = Tasks.known(sources.runs());
        return ask.html(200, "overview", view(tasks));
    }

    private Page view(Tasks tasks) {
        List<RunFacts> runs = tasks.all().stream()
                .flatMap(task -> task.runs().stream())
                .sorted(Comparator.comparing(RunFacts::id).reversed())
                .toList();
        StorageFigures runFigures = sources.runFigures().get();
        return new Page(
                tasks.extent(),
                concerns(tasks),
                views(tasks, runs, Outcome.RUNNING),
                views(tasks, runs, Outcome.FAILED),
                RunView.count(tasks.all().size(), "task"),
                tasks.all().isEmpty(),
                tasks.all().isEmpty()
                        ? sources.found().get().stream().map(ShownText::safe).toList()
                        : List.of(),
                Figures.of(sources.figures().get()),
                runFigures == null ? null : Figures.of(runFigures));
    }

    /** The tasks with signs, those with the most urgent first. */
    private static List<TaskView> concerns(Tasks tasks) {
        Instant now = tasks.now();
        record Concern(TaskHistory task, List<Attention.Sign> signs) {}
        List<Concern> concerns = new ArrayList<>();
        for (TaskHistory task : tasks.all()) {
            List<Attention.Sign> signs = Attention.signs(task, now);
            if (!signs.isEmpty()) {
                concerns.add(new Concern(task, signs));
            }
        }
        concerns.sort(Comparator.comparing(concern -> concern.signs.get(0).kind()));
        return concerns.stream().map(concern -> tasks.view(concern.task)).toList();
    }

    private static List<RunView> views(Tasks tasks, List<RunFacts> runs, Outcome outcome) {
        return runs.stream()
                .filter(run -> run.outcome() == outcome)
                .limit(MANY)
                .map(run -> RunView.of(run, tasks.nodes(), tasks.now()))
                .toList();
    }

    record Page(
            Tasks.Extent extent,
            List<TaskView> concerns,
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

        int concerned() {
            return concerns.size();
        }

        boolean needs() {
            return !concerns.isEmpty();
        }

        boolean calm() {
            return concerns.isEmpty() && !empty;
        }

        int enough() {
            return Attention.ENOUGH;
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
