package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.Answer;
import dev.asyncz.agent.dashboard.http.Ask;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.Parameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.view.Choice;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every task that was seen, with its last runs. */
public final class TasksPage {
    private static final int PAGE = 100;

    private final RunHistory history;
    private final Supplier<List<String>> found;

    public TasksPage(RunHistory history, Supplier<List<String>> found) {
        this.history = history;
        this.found = found;
    }

    /** In which order; each of them puts what one looks for first. */
    private enum Order {
        ATTENTION("needs attention first"),
        NAME("name"),
        LAST("last run"),
        NEXT("next run"),
        FAILURES("failures"),
        RUNS("runs"),
        DURATION("duration");

        private final String words;

        Order(String words) {
            this.words = words;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Order of(@Nullable String key) {
            for (Order each : values()) {
                if (key == null || each.key().equalsIgnoreCase(key.strip())) {
                    return each;
                }
            }
            throw new BadParameter(
                    "sort", String.valueOf(key), "attention, name, last, next, failures, runs or duration is needed");
        }

        Comparator<TaskHistory> comparator(Tasks tasks) {
            return switch (this) {
                case ATTENTION ->
                    Comparator.comparing(task -> tasks.signs(task).stream()
                            .findFirst()
                            .map(sign -> sign.kind().ordinal())
                            .orElse(Integer.MAX_VALUE));
                case NAME -> Comparator.comparing(TaskHistory::id);
                case LAST -> Comparator.comparing(TasksPage::begun).reversed();
                case NEXT ->
                    Comparator.comparing(
                            task -> Objects.requireNonNullElse(task.facts().nextRun(), Instant.MAX));
                case FAILURES ->
                    Comparator.comparing((TaskHistory task) -> task.facts().failures())
                            .reversed();
                case RUNS ->
                    Comparator.comparing((TaskHistory task) -> task.facts().runs())
                            .reversed();
                case DURATION ->
                    Comparator.comparing((TaskHistory task) ->
                                    Durations.of(task.runs()).p95())
                            .reversed();
            };
        }
    }

    public Answer page(Ask ask) {
        Parameters given = Parameters.of(ask.query());
        String text = given.get("q");
        boolean infrastructure = "true".equals(given.get("infrastructure"));
        Order order = Order.of(given.get("sort"));
        Tasks tasks = new Tasks(history);
        List<TaskHistory> meant =
                tasks.all().stream().filter(task -> matches(task, text)).toList();
        List<TaskHistory> sorted = meant.stream()
                .filter(task -> infrastructure || !task.facts().infrastructure())
                .sorted(order.comparator(tasks))
                .toList();
        int page = page(given, sorted.size());
        int from = (page - 1) * PAGE;
        int to = Math.min(sorted.size(), from + PAGE);
        return ask.html(
                200,
                "tasks",
                new Page(
                        tasks.extent(),
                        text == null ? "" : text,
                        infrastructure,
                        orders(order),
                        RunView.count(sorted.size(), "task"),
                        sorted.subList(from, to).stream().map(tasks::view).toList(),
                        sorted.size() <= PAGE
                                ? null
                                : new Pages(
                                        from + 1,
                                        to,
                                        page > 1 ? link(given, page - 1) : null,
                                        to < sorted.size() ? link(given, page + 1) : null),
                        hidden(meant.size() - sorted.size(), given),
                        tasks.all().isEmpty()
                                ? found.get().stream().map(ShownText::safe).toList()
                                : List.of(),
                        !tasks.all().isEmpty()));
    }

    /** Which page is asked for, from 1 on; the last one where there are not as many. */
    private static int page(Parameters given, int tasks) {
        String page = given.get("page");
        if (page != null && !page.strip().matches("[1-9][0-9]{0,5}")) {
            throw new BadParameter("page", page, "a whole number from 1 on is needed");
        }
        int last = Math.max(1, (tasks + PAGE - 1) / PAGE);
        return page == null ? 1 : Math.min(last, Integer.parseInt(page.strip()));
    }

    private static String link(Parameters given, int page) {
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

    private static Instant begun(TaskHistory task) {
        RunFacts last = task.facts().lastRun();
        return last == null ? Instant.MIN : last.started();
    }

    private static @Nullable Hidden hidden(int count, Parameters given) {
        return count == 0
                ? null
                : new Hidden(
                        RunView.count(count, "task"),
                        Addresses.TASKS
                                + given.without("page")
                                        .with("infrastructure", "true")
                                        .asQuery());
    }

    private static List<Choice> orders(Order chosen) {
        return java.util.Arrays.stream(Order.values())
                .map(each -> new Choice(each.key(), each.words, each == chosen))
                .toList();
    }

    /** Housekeeping of libraries, which is left out. */
    record Hidden(String count, String link) {}

    /**
     * Which part of the tasks is shown, where that is not all.
     *
     * @param previous null on the first page
     * @param following null on the last page
     */
    record Pages(
            int from,
            int to,
            @Nullable String previous,
            @Nullable String following) {}

    /** @param shown how many tasks there are, on all pages */
    record Page(
            Tasks.Extent extent,
            String q,
            boolean infrastructure,
            List<Choice> orders,
            String shown,
            List<TaskView> tasks,
            @Nullable Pages pages,
            @Nullable Hidden hidden,
            List<String> found,
            boolean known) {
        boolean onTasks() {
            return true;
        }

        boolean none() {
            return tasks.isEmpty();
        }
    }
}
