package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.words.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A point in time, absolute and relative. */
public record Moment(String iso, String clock, String relative) {

    public static Moment of(Instant time, PageTime now) {
        return new Moment(
                IsoTime.of(time.truncatedTo(ChronoUnit.MILLIS)),
                now.style().sinceToday(time, now.instant()),
                relative(time, now.instant()));
    }

    private static String relative(Instant time, Instant now) {
        Duration since = Duration.between(time, now);
        String words = DurationWords.coarse(since.abs());
        return since.isNegative() ? "in " + words : words + " ago";
    }
}
