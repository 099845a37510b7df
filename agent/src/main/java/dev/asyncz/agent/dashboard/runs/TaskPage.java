package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.Answer;
import dev.asyncz.agent.dashboard.http.Ask;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.Parameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.Filters;
import dev.asyncz.agent.dashboard.search.Lines;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task: how long its runs took, the runs, and what it logged last. */
public final class TaskPage {
    private static final int LINES = 100;

    /** What stands in an address for a character that UTF-8 has not. */
    private static final char UNREADABLE = '?';

    private final Lines lines;
    private final RunHistory history;

    public TaskPage(Lines lines, RunHistory history) {
        this.lines = lines;
        this.history = history;
    }

    /** @param id the task's name */
    public Answer page(Ask ask, String id) {
        Tasks tasks = new Tasks(history);
        TaskHistory task = named(id);
        String before = Parameters.of(ask.query()).get("before");
        OlderRuns runs;
        List<LogEntry> entries = new ArrayList<>();
        Filters filters = Filters.of(Parameters.NONE.with("task_id", id).with("limit", String.valueOf(LINES)));
        String unreachable = null;
        if (before == null) {
            runs = OlderRuns.last(history, task, tasks.now());
            try {
                entries.addAll(lines.find(filters));
            } catch (Lines.Unreachable e) {
                unreachable = ShownText.safe(e.sentence());
            }
        } else {
            runs = older(id, before);
        }
        if (task == null && entries.isEmpty() && runs.shown().isEmpty() && unreachable == null) {
            return ask.problem(404, "Nothing is known of the task '" + BadParameter.shortened(id) + "'.");
        }
        return ask.html(
                200,
                "task",
                new Page(
                        tasks.extent(),
                        RunView.TaskName.of(id),
                        task == null ? null : tasks.view(task),
                        DurationChart.of(runs.shown(), 1400, 270, tasks.now()),
                        DurationChart.of(runs.shown(), 366, 230, tasks.now()),
                        runs.shown().stream()
                                .map(run -> RunView.of(run, tasks.nodes(), tasks.now()))
                                .toList(),
                        runs,
                        RowView.all(entries, filters),
                        unreachable,
                        Addresses.lines("task_id", id)));
    }

    private OlderRuns older(String task, String before) {
        OlderRuns.id(before); // What cannot be read is the asker's mistake, and all else the storage's.
        try {
            return OlderRuns.before(history, task, before);
        } catch (RuntimeException e) {
            throw new Lines.Unreachable(e);
        }
    }

    private @Nullable TaskHistory named(String id) {
        TaskHistory task = history.task(id);
        if (task != null || id.indexOf(UNREADABLE) < 0) {
            return task;
        }
        // By its address, as a lone surrogate in a name does not come back from there.
        String address = Addresses.task(id);
        return history.names().stream()
                .filter(name -> Addresses.task(name).equals(address))
                .findFirst()
                .map(history::task)
                .orElse(null);
    }

    /**
     * @param about null for a task of which there are lines, but no run
     * @param wide null before there is something to draw
     * @param narrow the same for a small screen
     */
    record Page(
            Tasks.Extent extent,
            RunView.TaskName name,
            @Nullable TaskView about,
            @Nullable DurationChart wide,
            @Nullable DurationChart narrow,
            List<RunView> runs,
            OlderRuns older,
            List<RowView> rows,
            @Nullable String unreachable,
            String log) {
        boolean onTasks() {
            return true;
        }

        boolean silent() {
            return rows.isEmpty();
        }

        boolean anyRuns() {
            return !runs.isEmpty();
        }

        int kept() {
            return runs.size();
        }

        /** Of last runs alone there are last lines. */
        boolean last() {
            return !older.before();
        }
    }
}
