package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.tasks.TaskHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The node that a page is narrowed to, and what it can be narrowed to.
 *
 * @param node the one that the page is narrowed to; null for all
 * @param choices all nodes first; empty where there is nothing to choose
 */
public record NodeChoice(@Nullable String node, List<Choice> choices) {
    public static final String PARAMETER = "node";

    /** More would fill the page: the page of nodes has them all. */
    private static final int MOST = 12;

    /** The same page, narrowed to a node or not. */
    public record Choice(String label, String link, boolean chosen) {}

    /** The node that an address names; null for none. */
    public static @Nullable String of(HttpRequest request) {
        String node = QueryParameters.of(request.query()).get(PARAMETER);
        return node == null ? null : node.strip();
    }

    /** @param names of all nodes that there are */
    public static NodeChoice of(HttpRequest request, SortedSet<String> names) {
        String node = of(request);
        QueryParameters rest = QueryParameters.of(request.query()).without(PARAMETER, "page", "before");
        List<Choice> choices = new ArrayList<>();
        if (names.size() > 1 || node != null) {
            choices.add(new Choice("all nodes", request.path() + rest.asQuery(), node == null));
            names.stream().limit(MOST).forEach(name -> choices.add(choice(request, rest, name, node)));
            if (node != null && choices.stream().noneMatch(Choice::chosen)) {
                choices.add(choice(request, rest, node, node));
            }
        }
        return new NodeChoice(node, choices);
    }

    private static Choice choice(HttpRequest request, QueryParameters rest, String name, @Nullable String node) {
        return new Choice(
                ShownText.safe(name),
                request.path() + rest.with(PARAMETER, name).asQuery(),
                name.equals(node));
    }

    /** Whether there is anything to choose. */
    public boolean any() {
        return !choices.isEmpty();
    }

    /** The tasks as that node has them, without those that it has not. */
    public List<TaskHistory> narrow(List<TaskHistory> tasks) {
        String only = node;
        return only == null
                ? tasks
                : tasks.stream()
                        .flatMap(task -> Optional.ofNullable(task.on(only)).stream())
                        .toList();
    }
}
