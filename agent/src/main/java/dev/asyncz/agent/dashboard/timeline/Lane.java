package dev.asyncz.agent.dashboard.timeline;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.timeline.LaneRuns.Gap;
import dev.asyncz.agent.dashboard.view.NameView;
import dev.asyncz.agent.dashboard.view.OutcomeView;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.history.PastRuns.PastRun;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task's runs as bars, below each other where they were under way at once. What ended alike within so little time that
 * it cannot be pointed at singly is one bar with a count.
 *
 * @param label what it shows, for those who do not see it
 * @param failed how many runs failed, in words; null for none
 * @param missing how often it was due and did not run; null for never
 */
record Lane(
        NameView name,
        String label,
        String count,
        @Nullable String failed,
        @Nullable String missing,
        int height,
        List<Bar> bars,
        List<Box> gaps) {
    private static final int TRACK = 20;

    /** More runs at once than this share the last track. */
    private static final int MAX_TRACKS = 5;

    /**
     * One run or several.
     *
     * @param run the id of the run that it leads to, the last one of several
     * @param mark where the mark of its outcome stands; null for one that has none
     */
    record Bar(
            String kind,
            String run,
            String title,
            int y,
            List<Box> boxes,
            @Nullable String mark) {}

    /** A rectangle, in percents of the width. */
    record Box(String x, String width, @Nullable String title) {}

    private record Key(int track, Outcome outcome, int place) {}

    /** @param grain how many thousandths of the width a link needs at least */
    static Lane of(LaneRuns lane, Window window, int grain, boolean spansNodes, PageTime now) {
        Map<Key, List<PastRun>> groups = new LinkedHashMap<>();
        List<Instant> tracks = new ArrayList<>();
        for (PastRun run : lane.runs()) {
            RunFacts facts = run.run();
            int track = track(tracks, facts, now.instant());
            // What went wrong is told apart as long as it can be.
            int place = window.at(facts.started()) / (facts.outcome() == Outcome.OK ? grain : Math.max(2, grain / 4));
            groups.computeIfAbsent(new Key(track, facts.outcome(), place), key -> new ArrayList<>())
                    .add(run);
        }
        List<Bar> bars = new ArrayList<>();
        groups.forEach((key, runs) -> bars.add(bar(key, runs, window, spansNodes, now)));
        bars.sort(Comparator.comparing(Bar::run));
        String name = ShownText.safe(lane.task().id());
        String count = Numbers.count(lane.count(), "run");
        long failures = lane.count(Outcome.FAILED);
        String failed = failures == 0 ? null : Numbers.grouped(failures) + " failed";
        String missing =
                lane.gaps().isEmpty() ? null : Numbers.grouped(lane.gaps().size()) + " missing";
        return new Lane(
                NameView.of(name, 2, Addresses.task(lane.task().id()), null),
                name + ": " + count + (failed == null ? "" : ", " + failed) + (missing == null ? "" : ", " + missing),
                count,
                failed,
                missing,
                Math.max(1, tracks.size()) * TRACK,
                bars,
                lane.gaps().stream().map(gap -> box(gap, lane, window, now)).toList());
    }

    /** The first one that is free. */
    private static int track(List<Instant> tracks, RunFacts run, Instant now) {
        Instant end = LaneRuns.end(run, now);
        for (int i = 0; i < tracks.size(); i++) {
            if (!tracks.get(i).isAfter(run.started())) {
                tracks.set(i, end);
                return i;
            }
        }
        if (tracks.size() < MAX_TRACKS) {
            tracks.add(end);
        }
        return tracks.size() - 1;
    }

    private static Bar bar(Key key, List<PastRun> runs, Window window, boolean spansNodes, PageTime now) {
        RunFacts last = runs.get(runs.size() - 1).run();
        List<Box> boxes = new ArrayList<>();
        int from = -1;
        int to = -1;
        for (PastRun run : runs) {
            int start = window.at(run.run().started());
            int end = Math.max(start + 1, window.at(LaneRuns.end(run.run(), now.instant())));
            if (from >= 0 && start > to + 1) {
                boxes.add(box(from, to, null));
                from = start;
            }
            from = from < 0 ? start : from;
            to = Math.max(to, end);
        }
        boxes.add(box(from, to, null));
        return new Bar(
                OutcomeView.of(key.outcome).key(),
                last.id(),
                title(runs, spansNodes, now),
                key.track * TRACK,
                boxes,
                key.outcome == Outcome.OK ? null : Window.percent(window.at(last.started())));
    }

    private static String title(List<PastRun> runs, boolean spansNodes, PageTime now) {
        RunFacts first = runs.get(0).run();
        long count = runs.stream().mapToLong(run -> 1 + run.more()).sum();
        String at = now.style().sinceToday(first.started(), now.instant());
        String word = OutcomeView.of(first.outcome()).word();
        if (count == 1) {
            String on = spansNodes && !first.node().isEmpty() ? ", " + ShownText.safe(first.node()) : "";
            Duration took = Duration.between(first.started(), LaneRuns.end(first, now.instant()));
            return at + (first.outcome() == Outcome.CUT_SHORT ? "" : ", " + DurationWords.of(took)) + ", " + word + on;
        }
        RunFacts last = runs.get(runs.size() - 1).run();
        return Numbers.grouped(count) + " runs " + word + ", " + at + " to "
                + now.style().second(last.started());
    }

    private static Box box(Gap gap, LaneRuns lane, Window window, PageTime now) {
        String schedule = lane.task().facts().schedule();
        int from = window.at(gap.due());
        return box(
                from,
                Math.max(from + 2, window.at(gap.end())),
                "Due at " + now.style().sinceToday(gap.due(), now.instant())
                        + (schedule == null ? "" : " (" + ShownText.safe(schedule) + ")") + ", and no run until "
                        + now.style().sinceToday(gap.end(), now.instant()));
    }

    private static Box box(int from, int to, @Nullable String title) {
        return new Box(Window.percent(from), Window.percent(to - from), title);
    }
}
