package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.dashboard.http.BadParameter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /**
     * @param value null for UTC; a zone such as Europe/Berlin; or "ago"
     * @throws BadParameter when it is none of these
     */
    static TimeStyle of(@Nullable String value) {
        if (value == null) {
            return UTC;
        }
        if (value.equals(AGO)) {
            return new TimeStyle(ZoneOffset.UTC, true);
        }
        try {
            ZoneId zone = ZoneId.of(value.strip());
            return zone.getId().equals("UTC") ? UTC : new TimeStyle(zone, false);
        } catch (DateTimeException e) {
            throw new BadParameter("time", value, "a zone such as Europe/Berlin or UTC is needed, or ago");
        }
    }

    /** As a parameter; null for UTC. */
    @Nullable
    String value() {
        return equals(UTC) ? null : ago ? AGO : zone.getId();
    }

    /** What the column of times is called. */
    public String name() {
        return ago ? "Age" : "Time (" + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId()) + ")";
    }

    public String day(Instant time) {
        return DAY.format(time.atZone(zone));
    }

    /** With milliseconds. */
    public String clock(Instant time) {
        return ago ? age(time, Instant.now()) : CLOCK.format(time.atZone(zone));
    }

    public String second(Instant time) {
        return SECOND.format(time.atZone(zone));
    }

    /** Day and second. */
    public String moment(Instant time) {
        return MOMENT.format(time.atZone(zone));
    }

    static String age(Instant time, Instant now) {
        long seconds = Math.max(0, Duration.between(time, now).toSeconds());
        if (seconds < 60) {
            return seconds + " s ago";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min ago";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h ago" : seconds / 86_400 + " d ago";
    }
}
