package dev.asyncz.agent.dashboard.timeline;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.dashboard.timeline.Window.Span;
import dev.asyncz.agent.dashboard.timeline.Window.Tick;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.PastRuns;
import dev.asyncz.agent.tasks.history.PastRuns.PastRun;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What ran when, and what ran at the same time: each task a lane, each run a bar, over an hour, a day or a week. */
public final class TimelinePage {
    /** So many runs of a time are read at most. */
    private static final int MOST_RUNS = 20_000;

    private static final int MOST_LANES = 100;

    /** So many links and gaps are drawn at most before runs share one: a link takes thirty bytes on the wire. */
    private static final int MOST_BARS = 1_500;

    /** In thousandths of the width: what a finger or an eye can tell apart, and a lane in ten pieces. */
    private static final int FINEST = 2;

    private static final int COARSEST = 128;

    /** Runs that began before the time that is shown may reach into it. */
    private static final int LOOK_BACK = 12;

    private final RunHistory history;

    public TimelinePage(RunHistory history) {
        this.history = history;
    }

    public HttpResponse page(HttpRequest request) {
        QueryParameters given = QueryParameters.of(request.query());
        PageTime now = new PageTime(Instant.now(), request.context().time());
        Window window = Window.of(given, now.instant());
        String text = given.get("q");
        List<TaskHistory> known = history.tasks();
        NodeChoice nodes = NodeChoice.of(request, history.nodes());
        PastRuns past = PastRuns.NONE;
        String trouble = history.trouble();
        try {
            past = history.between(
                    window.from().minus(window.span().length().dividedBy(LOOK_BACK)), window.to(), MOST_RUNS);
        } catch (RuntimeException unanswered) {
            trouble = "The storage does not answer (" + unanswered.getMessage()
                    + "): only each task's last runs are shown";
        }
        Map<String, List<PastRun>> byTask = past.runs().stream()
                .filter(run -> nodes.node() == null || run.run().node().equals(nodes.node()))
                .collect(Collectors.groupingBy(run -> run.run().task()));
        boolean libraries = "true".equals(given.get("infrastructure"));
        List<TaskHistory> asked = nodes.narrow(known).stream()
                .filter(task -> (libraries || !task.facts().infrastructure()) && matches(task, text))
                .toList();
        List<LaneRuns> all = asked.stream()
                .map(task -> LaneRuns.of(task, byTask.getOrDefault(task.id(), List.of()), window, now.instant()))
                .filter(lane -> !lane.isEmpty())
                .toList();
        List<LaneRuns> shown = all.stream()
                .sorted(Comparator.comparing(TimelinePage::isCalm))
                .limit(MOST_LANES)
                .sorted(Comparator.comparing((LaneRuns lane) -> lane.task().id()))
                .toList();
        TimelineView view = new TimelineView(
                new Scale(window, given, now),
                nodes,
                ShownText.safe(Objects.requireNonNullElse(text, "")),
                drawn(shown, window, history.spansNodes(), now),
                idle(asked.size() - all.size()),
                rest(all.size() - shown.size()),
                past.whole() ? null : Numbers.grouped(MOST_RUNS),
                ShownText.safeOrNull(trouble));
        return request.html(200, "pages/timeline", view);
    }

    private static boolean isCalm(LaneRuns lane) {
        return lane.gaps().isEmpty() && lane.count(Outcome.FAILED) == 0;
    }

    private static boolean matches(TaskHistory task, @Nullable String text) {
        return text == null
                || task.id().toLowerCase(Locale.ROOT).contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** As fine as the page has room for. */
    private static List<Lane> drawn(List<LaneRuns> lanes, Window window, boolean spansNodes, PageTime now) {
        for (int grain = FINEST; ; grain *= 2) {
            int each = grain;
            List<Lane> drawn = lanes.stream()
                    .map(lane -> Lane.of(lane, window, each, spansNodes, now))
                    .toList();
            long bars = drawn.stream()
                    .mapToLong(lane -> lane.bars().size() + lane.gaps().size())
                    .sum();
            if (bars <= MOST_BARS || grain >= COARSEST) {
                return drawn;
            }
        }
    }

    private static @Nullable String idle(int tasks) {
        return tasks == 0 ? null : Numbers.count(tasks, "task");
    }

    private static @Nullable String rest(int lanes) {
        return lanes == 0 ? null : Numbers.count(lanes, "more task");
    }

    /** The time that is drawn, and the ways to others. */
    record Scale(Window window, QueryParameters given, PageTime now) {
        /** A part of the past that can be looked at. */
        record SpanLink(String label, String link, boolean chosen) {}

        List<SpanLink> spans() {
            return Arrays.stream(Span.values())
                    .map(each -> new SpanLink(each.key(), link(given.with("span", each.key())), each == window.span()))
                    .toList();
        }

        List<Tick> ticks() {
            return window.ticks(now.style().zone());
        }

        String from() {
            return now.style().sinceToday(window.from(), now.instant());
        }

        String to() {
            return now.style().sinceToday(window.to(), now.instant());
        }

        /** Whether it goes on with the time. */
        boolean live() {
            return window.until() == null;
        }

        String earlier() {
            return link(given.with("until", window.from().toString()));
        }

        /** Null where that is the future. */
        @Nullable
        String later() {
            Instant until = window.until();
            if (until == null) {
                return null;
            }
            Instant next = until.plus(window.span().length());
            return link(next.isBefore(now.instant()) ? given.with("until", next.toString()) : given.without("until"));
        }

        private static String link(QueryParameters to) {
            return Addresses.TIMELINE + to.asQuery();
        }
    }

    /**
     * @param q what the names of the tasks have to contain
     * @param idle how many tasks have not run, in words; null for none
     * @param rest how many tasks are not drawn, as there are too many; null for none
     * @param cut how many runs were read, where there are more; else null
     * @param trouble why not all is shown; null when all is
     */
    record TimelineView(
            Scale scale,
            NodeChoice nodeChoice,
            String q,
            List<Lane> lanes,
            @Nullable String idle,
            @Nullable String rest,
            @Nullable String cut,
            @Nullable String trouble) {
        boolean onTimeline() {
            return true;
        }

        boolean none() {
            return lanes.isEmpty();
        }

        String updated() {
            return scale.now()
                    .style()
                    .sinceToday(scale.now().instant(), scale.now().instant());
        }
    }
}
