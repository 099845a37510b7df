package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of tasks at one moment, as the pages about them begin. For one request: signs are read once. */
public final class TaskSnapshot {
    private final RunHistory history;
    private final Signs rules;
    private final PageTime now;
    private final @Nullable HttpRequest asked;
    private final @Nullable String node;
    private final Map<String, List<Sign>> signs = new HashMap<>();
    private @Nullable List<TaskHistory> all;
    private @Nullable Reach reach;

    /** For programs, which read UTC. */
    public TaskSnapshot(RunHistory history, Signs rules) {
        this(history, rules, TimeStyle.UTC, null);
    }

    /** As somebody asks for it: by a clock, and narrowed to a node or not. */
    public TaskSnapshot(RunHistory history, Signs rules, HttpRequest asked) {
        this(history, rules, asked.context().time(), asked);
    }

    private TaskSnapshot(RunHistory history, Signs rules, TimeStyle style, @Nullable HttpRequest asked) {
        this.history = history;
        this.rules = rules;
        this.now = new PageTime(Instant.now(), style);
        this.asked = asked;
        this.node = asked == null ? null : NodeChoice.of(asked);
    }

    /** The node that this is narrowed to, and those that it can be narrowed to. */
    NodeChoice nodeChoice() {
        HttpRequest request = asked;
        return request == null ? new NodeChoice(null, List.of()) : NodeChoice.of(request, history.nodes());
    }

    /** A task as the node has it that this is narrowed to; null where it has none of it. */
    @Nullable
    TaskHistory narrow(@Nullable TaskHistory task) {
        return task == null || node == null ? task : task.on(node);
    }

    public PageTime now() {
        return now;
    }

    /** Every task, by name. */
    public List<TaskHistory> all() {
        List<TaskHistory> known = all;
        if (known == null) {
            known = history.tasks().stream()
                    .flatMap(task -> Stream.ofNullable(narrow(task)))
                    .toList();
            all = known;
        }
        return known;
    }

    /** Whether runs of more than one node are among them. */
    boolean nodes() {
        return history.spansNodes();
    }

    /** The most urgent first. */
    public List<Sign> signs(TaskHistory task) {
        return signs.computeIfAbsent(task.id(), id -> rules.of(task, now.instant(), reach()));
    }

    /** Those of the last that nobody wants to hear of. */
    List<Signs.Muted> muted(TaskHistory task) {
        return rules.muted(task, now.instant(), reach());
    }

    private Reach reach() {
        Reach known = reach;
        if (known == null) {
            known = history.reach();
            reach = known;
        }
        return known;
    }

    TaskView view(TaskHistory task) {
        return TaskView.of(task, signs(task), nodes(), now);
    }

    public RunView view(RunFacts run) {
        return new RunView(run, nodes(), now);
    }

    /** What the figures cover, and what is wrong with them. */
    public HistoryExtent extent() {
        return new HistoryExtent(
                Moment.of(history.since(), now),
                history.isKept(),
                ShownText.safeOrNull(history.trouble()),
                Moment.of(now.instant(), now));
    }

    /**
     * How much of the past the figures cover.
     *
     * @param since the beginning of what they cover
     * @param kept whether runs outlive the process
     * @param trouble why not all is shown; null when all is
     * @param updated when this was read
     */
    public record HistoryExtent(
            Moment since, boolean kept, @Nullable String trouble, Moment updated) {}

    /**
     * Whether any task is known, and what was found as long as none is.
     *
     * @param products names of frameworks and schedulers
     */
    record KnownTasks(int number, List<String> products) {
        boolean none() {
            return number == 0;
        }

        String count() {
            return Numbers.count(number, "task");
        }

        List<String> found() {
            return products.stream().map(ShownText::safe).toList();
        }
    }
}
