package dev.asyncz.agent.dashboard.timeline;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which thread worked for a run when, as far as its lines tell: each thread a lane, and in it a bar from the first to the
 * last of its lines between which no other thread has taken over.
 *
 * @param lanes the thread that logged first first
 * @param took how much time is drawn, in words
 * @param more how many more threads there are, in words; null where all are drawn
 */
public record ThreadLanes(
        List<ThreadLane> lanes, String took, @Nullable String more) {
    private static final int MOST = 40;

    /** A pause that is shorter, in thousandths of the width, parts nothing. */
    private static final int JOINED = 15;

    /** @param lines how many it has logged, in words */
    record ThreadLane(String name, String label, String lines, List<Step> steps) {}

    /**
     * A time in which the thread worked.
     *
     * @param first the id of its first line
     * @param kind of the worst of its lines, as outcomes are named
     */
    record Step(String first, String kind, String title, String x, String width, boolean marked) {}

    private static final class Open {
        private final LogEntry first;
        private LogEntry last;
        private LogLevel worst = LogLevel.TRACE;
        private int lines;

        Open(LogEntry first) {
            this.first = first;
            this.last = first;
        }

        void add(LogEntry entry) {
            last = entry;
            worst = entry.level().compareTo(worst) > 0 ? entry.level() : worst;
            lines++;
        }
    }

    /**
     * @param entries what the run has logged, oldest first
     * @return null where one thread alone has logged
     */
    public static @Nullable ThreadLanes of(RunFacts run, List<LogEntry> entries, PageTime now) {
        if (entries.isEmpty()) {
            return null;
        }
        Instant from = earlier(run.started(), entries.get(0).ts());
        Instant end = LaneRuns.end(run, now.instant());
        Instant last = entries.get(entries.size() - 1).ts();
        long millis = Math.max(
                1, Duration.between(from, last.isAfter(end) ? last : end).toMillis());
        Map<String, List<Open>> threads = new LinkedHashMap<>();
        String before = "";
        for (LogEntry entry : entries) {
            String thread = thread(entry);
            List<Open> steps = threads.computeIfAbsent(thread, key -> new ArrayList<>());
            Open open = steps.isEmpty() ? null : steps.get(steps.size() - 1);
            boolean goesOn = open != null
                    && (thread.equals(before)
                            || at(from, millis, entry.ts()) - at(from, millis, open.last.ts()) <= JOINED);
            if (open == null || !goesOn) {
                open = new Open(entry);
                steps.add(open);
            }
            open.add(entry);
            before = thread;
        }
        if (threads.size() < 2) {
            return null;
        }
        List<ThreadLane> lanes = new ArrayList<>();
        threads.forEach((name, steps) -> lanes.add(lane(name, steps, from, millis)));
        int more = lanes.size() - MOST;
        return new ThreadLanes(
                List.copyOf(lanes.subList(0, Math.min(MOST, lanes.size()))),
                DurationWords.of(Duration.ofMillis(millis)),
                more <= 0 ? null : Numbers.count(more, "more thread"));
    }

    private static ThreadLane lane(String name, List<Open> steps, Instant from, long millis) {
        int lines = steps.stream().mapToInt(step -> step.lines).sum();
        String shown = name.isEmpty() ? "a virtual thread" : ShownText.safe(name);
        String count = Numbers.count(lines, "line");
        return new ThreadLane(
                shown,
                shown + ": " + count + " in " + Numbers.count(steps.size(), "step"),
                count,
                steps.stream().map(step -> step(step, from, millis)).toList());
    }

    private static Step step(Open step, Instant from, long millis) {
        int start = at(from, millis, step.first.ts());
        int end = Math.max(start + 4, at(from, millis, step.last.ts()));
        Duration after = Duration.between(from, step.first.ts());
        String kind = step.worst == LogLevel.ERROR ? "failed" : step.worst == LogLevel.WARN ? "errors" : "ok";
        String worst = step.worst.compareTo(LogLevel.WARN) >= 0 ? ", up to " + step.worst : "";
        return new Step(
                step.first.id().toString(),
                kind,
                "after " + DurationWords.of(after) + ": " + Numbers.count(step.lines, "line") + " in "
                        + DurationWords.of(Duration.between(step.first.ts(), step.last.ts())) + worst,
                Window.percent(Math.min(start, Window.WIDTH - 4)),
                Window.percent(end - start),
                !kind.equals("ok"));
    }

    private static int at(Instant from, long millis, Instant time) {
        long share = Duration.between(from, time).toMillis() * Window.WIDTH / millis;
        return (int) Math.max(0, Math.min(Window.WIDTH, share));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String thread(LogEntry entry) {
        return entry.extra().get("thread") instanceof String name ? name : "";
    }
}
