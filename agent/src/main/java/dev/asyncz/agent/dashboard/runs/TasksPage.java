package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.HistoryExtent;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.KnownTasks;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.dashboard.view.FormOption;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every task that was seen, with its last runs. */
public final class TasksPage {
    private static final int PAGE = 100;

    private final RunHistory history;
    private final Signs signs;
    private final Supplier<List<String>> found;

    public TasksPage(RunHistory history, Signs signs, Supplier<List<String>> found) {
        this.history = history;
        this.signs = signs;
        this.found = found;
    }

    public HttpResponse page(HttpRequest request) {
        QueryParameters given = QueryParameters.of(request.query());
        String text = given.get("q");
        boolean infrastructure = "true".equals(given.get("infrastructure"));
        TaskOrder order = TaskOrder.of(given.get("sort"));
        TaskSnapshot tasks = new TaskSnapshot(history, signs, request);
        List<TaskHistory> meant =
                tasks.all().stream().filter(task -> matches(task, text)).toList();
        // Who has not asked for anything is not told that nothing matches.
        boolean nothingElse = meant.stream().allMatch(task -> task.facts().infrastructure());
        List<TaskHistory> sorted = meant.stream()
                .filter(task -> infrastructure || nothingElse || !task.facts().infrastructure())
                .sorted(order.comparator(tasks))
                .toList();
        int page = page(given, sorted.size());
        List<TaskHistory> shown = sorted.subList((page - 1) * PAGE, Math.min(sorted.size(), page * PAGE));
        TasksView view = new TasksView(
                tasks.nodeChoice(),
                tasks.extent(),
                new TaskForm(Objects.requireNonNullElse(text, ""), infrastructure, order.options()),
                Numbers.count(sorted.size(), "task"),
                shown.stream().map(tasks::view).toList(),
                pagination(given, page, sorted.size()),
                hidden(meant.size() - sorted.size(), given),
                new KnownTasks(tasks.all().size(), found.get()));
        return request.html(200, "pages/tasks", view);
    }

    /** Which page is asked for, from 1 on; the last one where there are not as many. */
    private static int page(QueryParameters given, int tasks) {
        String page = Objects.requireNonNullElse(given.get("page"), "1");
        if (!page.strip().matches("[1-9][0-9]{0,5}")) {
            throw new BadParameter("page", page, "a whole number from 1 on is needed");
        }
        int last = Math.max(1, (tasks + PAGE - 1) / PAGE);
        return Math.min(last, Integer.parseInt(page.strip()));
    }

    private static String link(QueryParameters given, int page) {
        return Addresses.TASKS + given.with("page", String.valueOf(page)).asQuery();
    }

    private static boolean matches(TaskHistory task, @Nullable String text) {
        if (text == null) {
            return true;
        }
        String part = text.strip().toLowerCase(Locale.ROOT);
        String schedule = task.facts().schedule();
        return task.id().toLowerCase(Locale.ROOT).contains(part)
                || task.facts().scheduler().toLowerCase(Locale.ROOT).contains(part)
                || schedule != null && schedule.toLowerCase(Locale.ROOT).contains(part);
    }

    private static @Nullable HiddenTasks hidden(int count, QueryParameters given) {
        if (count == 0) {
            return null;
        }
        QueryParameters all = given.without("page").with("infrastructure", "true");
        return new HiddenTasks(Numbers.count(count, "task"), Addresses.TASKS + all.asQuery());
    }

    private static @Nullable Pagination pagination(QueryParameters given, int page, int tasks) {
        if (tasks <= PAGE) {
            return null;
        }
        int to = Math.min(tasks, page * PAGE);
        return new Pagination(
                (page - 1) * PAGE + 1,
                to,
                page > 1 ? link(given, page - 1) : null,
                to < tasks ? link(given, page + 1) : null);
    }

    /** Housekeeping of libraries, which is left out. */
    record HiddenTasks(String count, String link) {}

    /**
     * Which part of the tasks is shown, where that is not all.
     *
     * @param previous null on the first page
     * @param following null on the last page
     */
    record Pagination(
            int from,
            int to,
            @Nullable String previous,
            @Nullable String following) {}

    /** What is typed and picked. */
    record TaskForm(String q, boolean infrastructure, List<FormOption> orders) {}

    /** @param shown how many tasks there are, on all pages */
    record TasksView(
            NodeChoice nodeChoice,
            HistoryExtent extent,
            TaskForm form,
            String shown,
            List<TaskView> tasks,
            @Nullable Pagination pages,
            @Nullable HiddenTasks hidden,
            KnownTasks all) {
        boolean onTasks() {
            return true;
        }

        boolean none() {
            return tasks.isEmpty();
        }

        boolean known() {
            return !all.none();
        }
    }
}
