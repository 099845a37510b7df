package dev.asyncz.agent.dashboard.nodes;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.Jvm;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JVMs that share a storage: those that live, and those that are gone and not forgotten. */
public final class NodesPage {
    private static final int MOST = 200;

    private final RunHistory history;
    private final Signs signs;

    public NodesPage(RunHistory history, Signs signs) {
        this.history = history;
        this.signs = signs;
    }

    public HttpResponse page(HttpRequest request) {
        PageTime now = new PageTime(Instant.now(), request.context().time());
        String only = NodeChoice.of(request);
        Map<String, TaskHistory> tasks =
                history.tasks().stream().collect(Collectors.toMap(TaskHistory::id, Function.identity()));
        List<Jvm> known = known(history, now.instant()).stream()
                .filter(jvm -> only == null || jvm.node().equals(only))
                .toList();
        Reach reach = history.reach();
        List<NodeView> shown = known.stream()
                .limit(MOST)
                .map(jvm -> new NodeView(jvm, alone(jvm, tasks, reach, now.instant()), now))
                .toList();
        return request.html(
                200,
                "pages/nodes",
                new NodesView(
                        NodeChoice.of(request, history.nodes()),
                        shown,
                        Numbers.count(
                                known.stream()
                                        .filter(jvm -> jvm.life().isAlive())
                                        .count(),
                                "JVM"),
                        known.size() > MOST ? Numbers.count(known.size() - MOST, "more JVM") : null,
                        history.isKept(),
                        ShownText.safeOrNull(history.trouble()),
                        now));
    }

    /** Those that live, this one first; then those that fell silent or ended lately. */
    public static List<Jvm> known(RunHistory history, Instant now) {
        return history.jvms().stream()
                .filter(jvm -> jvm.isRemembered(now))
                .sorted(Comparator.comparing((Jvm jvm) -> order(jvm.life())))
                .toList();
    }

    private static int order(Life life) {
        return switch (life) {
            case HERE -> 0;
            case SILENT -> 1; // Somebody should look.
            case LIVES -> 2;
            case STOPPED -> 3;
            case FINISHED -> 4;
        };
    }

    private List<AloneTask> alone(Jvm jvm, Map<String, TaskHistory> tasks, Reach reach, Instant now) {
        return jvm.alone().stream()
                .map(tasks::get)
                .filter(task -> task != null && !task.facts().infrastructure())
                .map(task -> AloneTask.of(task, signs.of(task, now, reach)))
                .sorted(Comparator.comparing((AloneTask task) -> task.late() == null))
                .toList();
    }

    /**
     * A task that no other JVM would run.
     *
     * @param late that it is overdue, in a word; null while it is not
     * @param sentence how late; null as {@code late}
     */
    record AloneTask(
            String name,
            String link,
            @Nullable String late,
            @Nullable String sentence) {
        static AloneTask of(TaskHistory task, List<Sign> signs) {
            Sign sign = signs.stream()
                    .filter(each -> each.kind() == Kind.OVERDUE || each.kind() == Kind.NEVER_RAN)
                    .findFirst()
                    .orElse(null);
            return new AloneTask(
                    ShownText.safe(task.id()),
                    Addresses.task(task.id()),
                    sign == null ? null : sign.kind().word(),
                    sign == null ? null : ShownText.safe(sign.sentence()));
        }
    }

    /**
     * @param living how many live, in words
     * @param more how many are not shown, in words; null where all are
     * @param shared whether others can be known
     * @param trouble why not all is known; null when all is
     */
    record NodesView(
            NodeChoice nodeChoice,
            List<NodeView> nodes,
            String living,
            @Nullable String more,
            boolean shared,
            @Nullable String trouble,
            PageTime now) {
        boolean onNodes() {
            return true;
        }

        boolean none() {
            return nodes.isEmpty();
        }

        String updated() {
            return now.style().sinceToday(now.instant(), now.instant());
        }
    }
}
