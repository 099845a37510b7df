package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.words.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

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
        String words = DurationWords.coarse(since.abs());
        return since.isNegative() ? "in " + words : words + " ago";
    }
}
