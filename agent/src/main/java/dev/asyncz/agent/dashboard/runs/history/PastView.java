package dev.asyncz.agent.dashboard.runs.history;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.runs.Moment;
import dev.asyncz.agent.dashboard.runs.history.Day.Outcomes;
import dev.asyncz.agent.signs.ChangePoint;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A task over time, as {@code history/past.mustache} shows it: its outcomes by day and hour, its durations by day, and since
 * when they are no longer as they were.
 *
 * @param days the latest first
 * @param covered how many runs that is, and since when
 * @param cut why that is not all; null where it is
 * @param change null where there is none
 */
public record PastView(
        List<DayRow> days,
        String covered,
        @Nullable String cut,
        @Nullable ChangeView change) {

    /** @return null where there is nothing to show */
    public static @Nullable PastView of(String task, TaskPast past, PageTime now) {
        ZoneId zone = now.style().zone();
        List<Day> days = past.days(zone);
        if (past.runs().size() < 2) {
            return null;
        }
        ChangePoint change = ChangePoint.last(past.runs());
        LocalDate turn = change == null ? null : Day.of(change.first(), zone);
        Duration longest = days.stream()
                .map(day -> day.usual().p95())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        int shown = days.stream().mapToInt(day -> day.all().total()).sum();
        return new PastView(
                days.stream()
                        .map(day ->
                                new DayRow(day, task, zone, longest, day.date().equals(turn)))
                        .toList(),
                Numbers.count(shown, "run") + " since "
                        + days.get(days.size() - 1).date(),
                cut(past),
                change == null ? null : new ChangeView(change, now));
    }

    private static @Nullable String cut(TaskPast past) {
        if (past.unanswered()) {
            return "The storage does not answer now, so older runs are missing.";
        }
        return past.cut() ? "Of a task that runs so often the newest runs alone are looked at." : null;
    }

    List<Integer> heads() {
        return IntStream.range(0, 24).boxed().toList();
    }

    /** Since when it takes longer, or shorter. */
    record ChangeView(ChangePoint change, PageTime now) {
        String word() {
            return change.slower() ? "Slower" : "Faster";
        }

        String sign() {
            return change.slower() ? "▲" : "▼";
        }

        String link() {
            return Addresses.run(change.first().id());
        }

        Moment started() {
            return Moment.of(change.first().started(), now);
        }

        String before() {
            return DurationWords.of(change.before());
        }

        String after() {
            return DurationWords.of(change.since());
        }

        String times() {
            return String.format(Locale.ROOT, change.times() < 10 ? "%.1f" : "%.0f", change.times());
        }

        String threshold() {
            return ChangePoint.THRESHOLD;
        }
    }

    /** @param turn whether the durations are others from a run of this day on */
    record DayRow(Day day, String task, ZoneId zone, Duration longest, boolean turn) {
        private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
        private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
        private static final int WIDTH = 100;

        String name() {
            return NAME.format(day.date());
        }

        String weekday() {
            return WEEKDAY.format(day.date());
        }

        List<HourCell> cells() {
            List<HourCell> cells = new ArrayList<>();
            for (int i = 0; i < day.hours().size(); i++) {
                cells.add(new HourCell(this, i, day.hours().get(i)));
            }
            return cells;
        }

        String runs() {
            return day.all().total() == 0 ? "" : Numbers.grouped(day.all().total());
        }

        /** Empty for none. */
        String failed() {
            int failed = day.all().of(Outcome.FAILED);
            return failed == 0 ? "" : Numbers.grouped(failed);
        }

        boolean measured() {
            return day.usual().count() > 0;
        }

        String median() {
            return DurationWords.of(day.usual().median());
        }

        String p95() {
            return DurationWords.of(day.usual().p95());
        }

        /** Of a bar, of a hundred. */
        String medianWidth() {
            return share(day.usual().median());
        }

        String p95Width() {
            return share(day.usual().p95());
        }

        private String share(Duration duration) {
            return Numbers.tenths(WIDTH * (double) duration.toNanos() / Math.max(1, longest.toNanos()));
        }

        /** The lines of an hour of it. */
        String lines(int hour) {
            Instant from = day.date().atTime(hour, 0).atZone(zone).toInstant();
            return Addresses.LOGS
                    + QueryParameters.NONE
                            .with("task_id", task)
                            .with("since", from.toString())
                            .with("until", from.plus(Duration.ofHours(1)).toString())
                            .asQuery();
        }
    }

    /** One hour of a day: what went worst there, as a sign, and all of it in words. */
    record HourCell(DayRow row, int hour, Outcomes outcomes) {
        private Outcome worst() {
            for (Outcome each : List.of(Outcome.FAILED, Outcome.CUT_SHORT, Outcome.ERRORS)) {
                if (outcomes.of(each) > 0) {
                    return each;
                }
            }
            return Outcome.OK;
        }

        boolean any() {
            return outcomes.total() > 0;
        }

        String key() {
            return switch (worst()) {
                case FAILED -> "failed";
                case CUT_SHORT -> "cut";
                case ERRORS -> "errors";
                case OK, RUNNING -> "ok";
            };
        }

        /** How many failed; for the rest a sign is enough. */
        String sign() {
            return switch (worst()) {
                case FAILED -> outcomes.of(Outcome.FAILED) > 9 ? "×" : String.valueOf(outcomes.of(Outcome.FAILED));
                case CUT_SHORT -> "–";
                case ERRORS -> "!";
                case OK, RUNNING -> "·";
            };
        }

        String words() {
            StringBuilder words = new StringBuilder();
            add(words, Outcome.FAILED, "failed");
            add(words, Outcome.CUT_SHORT, "cut short");
            add(words, Outcome.ERRORS, "with errors");
            add(words, Outcome.OK, "OK");
            add(words, Outcome.RUNNING, "running");
            return words.toString();
        }

        private void add(StringBuilder words, Outcome outcome, String word) {
            if (outcomes.of(outcome) > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(outcomes.of(outcome))
                        .append(' ')
                        .append(word);
            }
        }

        /** Its lines, where something went wrong; null where nothing did. */
        @Nullable
        String link() {
            return worst() == Outcome.OK ? null : row.lines(hour);
        }
    }
}
