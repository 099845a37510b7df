package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.access.FormTokens;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.runs.RunView.TaskName;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.HistoryExtent;
import dev.asyncz.agent.dashboard.runs.history.LogShape;
import dev.asyncz.agent.dashboard.runs.history.PastView;
import dev.asyncz.agent.dashboard.runs.history.PastViews;
import dev.asyncz.agent.dashboard.runs.history.ShapeView;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import dev.asyncz.agent.dashboard.view.LogExcerpt;
import dev.asyncz.agent.dashboard.view.MutingView;
import dev.asyncz.agent.dashboard.view.ReachText;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task: how long its runs took, the runs, and what it logged last. */
public final class TaskPage {
    private static final int LINES = 100;

    /** What stands in an address for a character that UTF-8 has not. */
    private static final char UNREADABLE = '?';

    private final LogReader lines;
    private final RunHistory history;
    private final PastViews pasts;
    private final Signs signs;
    private final @Nullable FormTokens forms;

    public TaskPage(LogReader lines, RunHistory history, Signs signs, @Nullable FormTokens forms) {
        this.lines = lines;
        this.history = history;
        this.pasts = new PastViews(history);
        this.signs = signs;
        this.forms = forms;
    }

    /** @param id the task's name */
    public HttpResponse page(HttpRequest request, String id) {
        TaskSnapshot tasks = new TaskSnapshot(history, signs, request);
        TaskHistory task = tasks.narrow(named(id));
        String node = NodeChoice.of(request);
        String before = QueryParameters.of(request.query()).get("before");
        OlderRuns runs = (before == null ? OlderRuns.last(history, task, tasks.now()) : older(id, before)).on(node);
        LogFilters filters = filters(id, node, request.context().reader().parameters());
        LastLines last = before == null ? lastLines(filters, reach(task, tasks.now())) : earlier(filters);
        LogExcerpt log = last.excerpt;
        if (task == null && log.silent() && runs.shown().isEmpty() && log.unreachable() == null) {
            return request.problem(404, "Nothing is known of the task '" + BadParameter.shortened(id) + "'.");
        }
        FormTokens.Pass pass = forms == null ? null : forms.pass(request);
        TaskPageView view = new TaskPageView(
                tasks.nodeChoice(),
                tasks.extent(),
                TaskName.of(id),
                task == null
                        ? null
                        : MutingView.of(
                                task.id(),
                                tasks.signs(task),
                                tasks.muted(task),
                                pass,
                                tasks.now().style(),
                                tasks.now().instant()),
                task == null ? null : tasks.view(task),
                DurationChart.wide(runs.shown(), tasks.now()),
                DurationChart.narrow(runs.shown(), tasks.now()),
                task == null || before != null ? null : pasts.of(task, node, tasks.now()),
                runs.shown().stream().map(tasks::view).toList(),
                runs,
                ShapeView.of(LogShape.of(last.lines)),
                log);
        HttpResponse page = request.html(200, "pages/task", view);
        // Without a referrer browsers would not say, either, where a form comes from.
        return pass == null ? page : pass.with(page).with("Referrer-Policy", "same-origin");
    }

    private @Nullable String reach(@Nullable TaskHistory task, PageTime now) {
        return task == null
                ? ReachText.of(lines.reach(), now.instant())
                : ReachText.of(lines.reach(), now.instant(), task.facts().failures(), lines.wrongRuns(task.id()));
    }

    /** @param lines as many as its log's shape is told from, newest first */
    private record LastLines(List<LogEntry> lines, LogExcerpt excerpt) {}

    private LastLines lastLines(LogFilters filters, @Nullable String reach) {
        try {
            List<LogEntry> found = lines.find(filters);
            List<LogEntry> shown = found.subList(0, Math.min(LINES, found.size()));
            return new LastLines(found, excerpt(filters, shown, null, reach));
        } catch (StorageUnreachable e) {
            return new LastLines(List.of(), excerpt(filters, List.of(), ShownText.safe(e.sentence()), reach));
        }
    }

    private LastLines earlier(LogFilters filters) {
        return new LastLines(List.of(), excerpt(filters, List.of(), null, null));
    }

    private LogExcerpt excerpt(
            LogFilters filters, List<LogEntry> entries, @Nullable String unreachable, @Nullable String reach) {
        return new LogExcerpt(
                "rows", RowView.all(entries, filters, history.starts()), unreachable, null, reach, filters);
    }

    private static LogFilters filters(String id, @Nullable String node, QueryParameters wishes) {
        QueryParameters asked = wishes.with("task_id", id).with("limit", String.valueOf(LogFilters.MAX_LIMIT));
        return LogFilters.of(node == null ? asked : asked.with(NodeChoice.PARAMETER, node));
    }

    private OlderRuns older(String task, String before) {
        OlderRuns.id(before); // What cannot be read is the asker's mistake, and all else the storage's.
        try {
            return OlderRuns.before(history, task, before);
        } catch (RuntimeException e) {
            throw new StorageUnreachable(e);
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
     * @param muting null as {@code about}
     * @param about null for a task of which there are lines, but no run
     * @param wide null before there is something to draw
     * @param narrow the same for a small screen
     * @param past null as {@code wide}, and where these are earlier runs
     * @param shape null where there are no lines
     */
    record TaskPageView(
            NodeChoice nodeChoice,
            HistoryExtent extent,
            TaskName name,
            @Nullable MutingView muting,
            @Nullable TaskView about,
            @Nullable DurationChart wide,
            @Nullable DurationChart narrow,
            @Nullable PastView past,
            List<RunView> runs,
            OlderRuns older,
            @Nullable ShapeView shape,
            LogExcerpt log) {
        boolean onTasks() {
            return true;
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
