package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.HistoryExtent;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.KnownTasks;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.dashboard.view.FiguresView;
import dev.asyncz.agent.problems.MessageTemplate;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What needs attention, first; then what goes on. */
public final class OverviewPage {
    private static final int MANY = 10;
    private static final int MANY_CONCERNS = 25;

    /** So many are told apart by their kind: each has its exception read, and thousands of tasks may fail at once. */
    private static final int MOST_FAILED = 1_000;

    private final boolean tells;
    private final RunHistory history;
    private final Signs signs;
    private final Supplier<StorageFigures> figures;
    private final Supplier<@Nullable StorageFigures> runFigures;
    private final Supplier<List<String>> found;
    private final Supplier<List<String>> gaps;

    /** @param tells whether anybody outside is told anything */
    public OverviewPage(
            boolean tells,
            RunHistory history,
            Signs signs,
            Supplier<StorageFigures> figures,
            Supplier<@Nullable StorageFigures> runFigures,
            Supplier<List<String>> found,
            Supplier<List<String>> gaps) {
        this.tells = tells;
        this.history = history;
        this.signs = signs;
        this.figures = figures;
        this.runFigures = runFigures;
        this.found = found;
        this.gaps = gaps;
    }

    public HttpResponse page(HttpRequest request) {
        TaskSnapshot tasks = new TaskSnapshot(history, signs, request);
        List<TaskHistory> concerns = concerns(tasks);
        StorageFigures ofLines = figures.get();
        StorageFigures ofRuns = runFigures.get();
        List<String> missing = gaps.get();
        List<RunView> failed = last(tasks, Outcome.FAILED).limit(MOST_FAILED).toList();
        OverviewView view = new OverviewView(
                tells,
                Verdict.of(ofLines, ofRuns, missing, concerns, failed, tasks),
                tasks.nodeChoice(),
                tasks.extent(),
                Missed.of(ofLines, ofRuns, missing),
                new Concerns(
                        concerns.size(),
                        concerns.stream().limit(MANY_CONCERNS).map(tasks::view).toList()),
                last(tasks, Outcome.RUNNING).limit(MANY).toList(),
                FailedRuns.byKind(failed).stream().limit(MANY).toList(),
                new KnownTasks(tasks.all().size(), found.get()),
                !tasks.all().isEmpty()
                        && tasks.all().stream().allMatch(task -> task.facts().infrastructure()),
                new FiguresView(ofLines),
                Optional.ofNullable(ofRuns).map(FiguresView::new).orElse(null));
        return request.html(200, "pages/overview", view);
    }

    /** The tasks with signs, those with the most urgent first. */
    private static List<TaskHistory> concerns(TaskSnapshot tasks) {
        return tasks.all().stream()
                .filter(task -> !tasks.signs(task).isEmpty())
                .sorted(Comparator.comparing(task -> tasks.signs(task).get(0).kind()))
                .toList();
    }

    private static Stream<RunView> last(TaskSnapshot tasks, Outcome outcome) {
        return tasks.all().stream()
                .flatMap(task -> task.runs().stream())
                .filter(run -> run.outcome() == outcome)
                .sorted(Comparator.comparing(RunFacts::id).reversed())
                .map(tasks::view);
    }

    /**
     * @param tells whether anybody outside is told anything
     * @param missed what is not captured; null where nothing is known to be missing
     * @param housekeeping whether all tasks are libraries' own
     * @param runs where every run went; null where nothing keeps them
     */
    record OverviewView(
            boolean tells,
            Verdict verdict,
            NodeChoice nodeChoice,
            HistoryExtent extent,
            @Nullable Missed missed,
            Concerns attention,
            List<RunView> running,
            List<FailedRuns> failed,
            KnownTasks known,
            boolean housekeeping,
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

        /** Whether there is anything to judge. */
        boolean judged() {
            return !empty() || !verdict.well();
        }

        boolean calm() {
            return !needs() && !empty() && missed == null && !housekeeping;
        }

        int enough() {
            return Durations.ENOUGH;
        }
    }

    /**
     * How things are, in one sentence.
     *
     * @param problems what is not well, that first which lets nothing else be seen; none when all is
     * @param watched how many tasks that is said of, in words
     * @param lastFailure when the last run that failed began; null where none is kept
     */
    record Verdict(
            List<Problem> problems,
            String watched,
            @Nullable Moment lastFailure) {
        /**
         * One thing that is not well.
         *
         * @param since null where that is not known
         */
        record Problem(String what, @Nullable Moment since, boolean last) {}

        static Verdict of(
                StorageFigures lines,
                @Nullable StorageFigures runs,
                List<String> gaps,
                List<TaskHistory> concerns,
                List<RunView> failed,
                TaskSnapshot tasks) {
            List<Problem> problems = new ArrayList<>();
            Stream.concat(Stream.of(lines), Stream.ofNullable(runs))
                    .filter(each -> each.trouble() != null)
                    .findFirst()
                    .ifPresent(each -> problems.add(problem("the storage is in trouble", each.troubled(), tasks)));
            if (lines.lost() > 0) {
                String were = lines.lost() == 1 ? " was lost" : " were lost";
                problems.add(problem(Numbers.count(lines.lost(), "line") + were, null, tasks));
            }
            if (!gaps.isEmpty()) {
                problems.add(problem("a part of the application is not captured", null, tasks));
            }
            if (!concerns.isEmpty()) {
                problems.add(concern(concerns, tasks));
            }
            if (!problems.isEmpty()) {
                Problem end = problems.remove(problems.size() - 1);
                problems.add(new Problem(end.what, end.since, true));
            }
            Moment last = failed.isEmpty() ? null : failed.get(0).started();
            return new Verdict(problems, Numbers.count(tasks.all().size(), "task"), last);
        }

        boolean well() {
            return problems.isEmpty();
        }

        private static Problem concern(List<TaskHistory> concerns, TaskSnapshot tasks) {
            Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
            concerns.forEach(task -> kinds.merge(tasks.signs(task).get(0).kind(), 1, Integer::sum));
            String words = kinds.entrySet().stream()
                    .map(kind -> kind.getValue() + " " + kind.getKey().word().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            Instant first = concerns.stream()
                    .flatMap(task -> tasks.signs(task).stream())
                    .flatMap(sign -> Stream.ofNullable(sign.since()))
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            boolean one = concerns.size() == 1;
            String what = Numbers.count(concerns.size(), "task") + (one ? " needs" : " need") + " attention (" + words
                    + ")" + (one || first == null ? "" : ", the first of them");
            return problem(what, first, tasks);
        }

        private static Problem problem(String what, @Nullable Instant since, TaskSnapshot tasks) {
            return new Problem(what, since == null ? null : Moment.of(since, tasks.now()), false);
        }
    }

    /**
     * What the pages cannot show, however calm they look.
     *
     * @param troubles why a storage cannot be written to now
     * @param lost lines that were lost, and why; null for none
     * @param gaps what is not captured, or not as it should be, and what would mend it
     */
    record Missed(List<String> troubles, @Nullable String lost, List<String> gaps) {
        private static final int MOST = 10;

        static @Nullable Missed of(StorageFigures figures, @Nullable StorageFigures runs, List<String> gaps) {
            long lost = figures.lost();
            List<String> shown = gaps.stream().limit(MOST).map(ShownText::safe).toList();
            List<String> troubles = Stream.concat(Stream.of(figures), Stream.ofNullable(runs))
                    .flatMap(each -> Stream.ofNullable(each.trouble()))
                    .map(ShownText::safe)
                    .toList();
            return lost == 0 && gaps.isEmpty() && troubles.isEmpty()
                    ? null
                    : new Missed(troubles, lost == 0 ? null : Numbers.count(lost, "line") + " lost", shown);
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

    /**
     * Runs of one task that failed of the same kind of error: numbers, ids and quoted values do not count.
     *
     * @param last the last one of them
     * @param first when the first one began, of the last thousand failures that are kept
     */
    record FailedRuns(RunView last, int count, Moment first) {

        /** @param failed the last one first; so are the kinds */
        static List<FailedRuns> byKind(List<RunView> failed) {
            Map<List<String>, List<RunView>> kinds = new LinkedHashMap<>();
            for (RunView each : failed) {
                kinds.computeIfAbsent(kind(each), key -> new ArrayList<>()).add(each);
            }
            return kinds.values().stream().map(FailedRuns::of).toList();
        }

        boolean several() {
            return count > 1;
        }

        private static FailedRuns of(List<RunView> runs) {
            return new FailedRuns(
                    runs.get(0), runs.size(), runs.get(runs.size() - 1).started());
        }

        private static List<String> kind(RunView run) {
            RunFacts facts = run.facts();
            return List.of(facts.task(), MessageTemplate.normalised(String.valueOf(run.cause())));
        }
    }
}
