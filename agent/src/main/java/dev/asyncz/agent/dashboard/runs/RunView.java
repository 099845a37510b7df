package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run as the templates show it.
 *
 * @param tail what tells its id apart from others
 * @param duration how long it took, or has taken so far
 * @param failure the first line of its exception; null unless it failed
 * @param lines how many lines it wrote, in words
 * @param node null where there is but one
 */
record RunView(
        String link,
        String id,
        String tail,
        TaskName task,
        OutcomeView outcome,
        Moment started,
        String duration,
        @Nullable String failure,
        String lines,
        @Nullable String node) {
    private static final int TAIL = 8;

    static RunView of(RunFacts run, boolean nodes, Instant now) {
        String id = ShownText.safe(run.id());
        return new RunView(
                Addresses.run(run.id()),
                id,
                id.substring(Math.max(0, id.length() - TAIL)),
                TaskName.of(run.task()),
                OutcomeView.of(run.outcome()),
                Moment.of(run.started(), now),
                took(run, now),
                run.failure() == null ? null : ShownText.safe(run.failure()),
                lines(run),
                nodes && !run.node().isEmpty() ? ShownText.safe(run.node()) : null);
    }

    /** The duration; that so far of a run under way, and nothing of one that was cut short. */
    static String took(RunFacts run, Instant now) {
        Duration duration = run.duration();
        if (duration == null && run.outcome() == Outcome.RUNNING) {
            return Durations.words(Duration.between(run.started(), now)) + " so far";
        }
        return duration == null ? "—" : Durations.words(duration);
    }

    private static String lines(RunFacts run) {
        int all = run.lines().total();
        int errors = run.lines().error();
        int warnings = run.lines().warn();
        return count(all, "line")
                + (errors == 0 ? "" : ", " + count(errors, "error"))
                + (warnings == 0 ? "" : ", " + count(warnings, "warning"));
    }

    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d", number) + " " + what + (number == 1 ? "" : "s");
    }

    /** A task's name, of which the head may be cut off where there is no room. */
    record TaskName(String whole, String head, String tail, String link) {
        static TaskName of(String id) {
            String name = ShownText.safe(id);
            RowView.NameView parts = RowView.NameView.of(name, 2, "", null);
            return new TaskName(name, parts.head(), parts.tail(), Addresses.task(id));
        }
    }

    /** An outcome: never told by its colour alone. */
    record OutcomeView(String key, String sign, String word) {
        static OutcomeView of(Outcome outcome) {
            return switch (outcome) {
                case RUNNING -> new OutcomeView("running", "▸", "running");
                case OK -> new OutcomeView("ok", "✓", "OK");
                case ERRORS -> new OutcomeView("errors", "!", "OK with errors");
                case FAILED -> new OutcomeView("failed", "×", "failed");
                case CUT_SHORT -> new OutcomeView("cut", "–", "cut short");
            };
        }
    }

    /** A point in time, absolute and relative. */
    record Moment(String iso, String clock, String relative) {
        private static final DateTimeFormatter CLOCK =
                DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
        private static final DateTimeFormatter DAY =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

        static Moment of(Instant time, Instant now) {
            boolean today = LocalDate.ofInstant(time, ZoneOffset.UTC).equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
            return new Moment(EntryJson.TIME.format(time), (today ? CLOCK : DAY).format(time), relative(time, now));
        }

        private static String relative(Instant time, Instant now) {
            Duration since = Duration.between(time, now);
            String words = coarse(since.abs());
            return since.isNegative() ? "in " + words : words + " ago";
        }

        /** One unit is enough to know how long ago something was. */
        private static String coarse(Duration duration) {
            long seconds = duration.toSeconds();
            if (seconds < 60) {
                return seconds + " s";
            }
            if (seconds < 3_600) {
                return seconds / 60 + " min";
            }
            return seconds < 48 * 3_600 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
        }
    }
}
