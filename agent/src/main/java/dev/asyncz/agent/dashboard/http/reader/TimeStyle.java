package dev.asyncz.agent.dashboard.http.reader;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.words.ClockDigits;
import dev.asyncz.agent.words.DurationWords;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How times are shown.
 *
 * @param zone whose clock
 * @param ago whether as "3 min ago" instead
 */
public record TimeStyle(ZoneId zone, boolean ago) {
    public static final String AGO = "ago";
    public static final TimeStyle UTC = new TimeStyle(ZoneOffset.UTC, false);

    /**
     * @param value null for UTC; a zone such as Europe/Berlin; or "ago"
     * @throws BadParameter when it is none of these
     */
    public static TimeStyle of(@Nullable String value) {
        if (value == null) {
            return UTC;
        }
        if (value.equals(AGO)) {
            return new TimeStyle(ZoneOffset.UTC, true);
        }
        try {
            ZoneId zone = ZoneId.of(value.strip());
            if (zone.getId().equals("UTC")) {
                return UTC;
            }
            return new TimeStyle(zone, false);
        } catch (DateTimeException e) {
            throw new BadParameter("time", value, "a zone such as Europe/Berlin or UTC is needed, or ago");
        }
    }

    /** As a parameter; null for UTC. */
    public @Nullable String value() {
        if (ago) {
            return AGO;
        }
        return zone.equals(ZoneOffset.UTC) ? null : zone.getId();
    }

    /** What the column of times is called. */
    public String name() {
        return ago ? "Age" : "Time (" + zoneName() + ")";
    }

    /** Whose clock it is, for people. */
    public String zoneName() {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** The date; on a day of which an hour comes twice, which of the two it is. */
    public String day(Instant time) {
        ZonedDateTime at = time.atZone(zone);
        boolean turns = !zone.getRules().isFixedOffset()
                && !zone.getRules()
                        .getOffset(at.toLocalDate().atStartOfDay(zone).toInstant())
                        .equals(zone.getRules()
                                .getOffset(at.toLocalDate()
                                        .plusDays(1)
                                        .atStartOfDay(zone)
                                        .toInstant()));
        return date(at) + (turns ? " (" + offset(at) + ")" : "");
    }

    /** With milliseconds. */
    public String clock(Instant time) {
        if (ago) {
            return age(time, Instant.now());
        }
        return ClockDigits.millis(new StringBuilder(), time.atZone(zone).toLocalTime())
                .toString();
    }

    public String second(Instant time) {
        ZonedDateTime at = time.atZone(zone);
        return seconds(at) + twice(at);
    }

    /** Day and second. */
    public String moment(Instant time) {
        ZonedDateTime at = time.atZone(zone);
        return date(at) + " " + seconds(at) + twice(at);
    }

    /** The second, and the day unless it is today. */
    public String sinceToday(Instant time, Instant now) {
        boolean today = time.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? second(time) : moment(time);
    }

    private static String date(ZonedDateTime at) {
        return ClockDigits.date(new StringBuilder(), at.toLocalDate()).toString();
    }

    private static String seconds(ZonedDateTime at) {
        return ClockDigits.seconds(new StringBuilder(), at.toLocalTime()).toString();
    }

    /** What tells the two of an hour apart that comes twice in autumn; else empty. */
    private static String twice(ZonedDateTime at) {
        boolean twice =
                at.getZone().getRules().getValidOffsets(at.toLocalDateTime()).size() > 1;
        return twice ? " " + offset(at) : "";
    }

    private static String offset(ZonedDateTime at) {
        return at.getOffset().equals(ZoneOffset.UTC) ? "UTC" : "UTC" + at.getOffset();
    }

    static String age(Instant time, Instant now) {
        Duration since =
                Duration.ofSeconds(Math.max(0, Duration.between(time, now).toSeconds()));
        return DurationWords.coarse(since) + " ago";
    }
}
