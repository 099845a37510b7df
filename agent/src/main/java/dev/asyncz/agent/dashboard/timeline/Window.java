package dev.asyncz.agent.dashboard.timeline;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time that is drawn, and where in it a moment lies, in thousandths of its width.
 *
 * @param until where the address names the end; null where that is now
 */
record Window(Span span, Instant from, Instant to, @Nullable Instant until) {
    static final int WIDTH = 1_000;

    /** How much time is drawn, and what stands on its scale. */
    enum Span {
        HOUR("hour", Duration.ofHours(1), Duration.ofMinutes(10), "HH:mm"),
        DAY("day", Duration.ofDays(1), Duration.ofHours(3), "HH:mm"),
        WEEK("week", Duration.ofDays(7), Duration.ofDays(1), "EEE d");

        private final String key;
        private final Duration length;
        private final Duration step;
        private final DateTimeFormatter scale;

        Span(String key, Duration length, Duration step, String scale) {
            this.key = key;
            this.length = length;
            this.step = step;
            this.scale = DateTimeFormatter.ofPattern(scale, Locale.ENGLISH);
        }

        String key() {
            return key;
        }

        Duration length() {
            return length;
        }
    }

    /** A time on the scale. */
    record Tick(String x, String label) {}

    /** @throws BadParameter when it cannot be read */
    static Window of(QueryParameters given, Instant now) {
        Span span = span(given.get("span"));
        Instant until = until(given.get("until"));
        Instant to = until == null || until.isAfter(now) ? now : until;
        return new Window(span, to.minus(span.length), to, to == now ? null : until);
    }

    private static Span span(@Nullable String value) {
        String asked = Objects.requireNonNullElse(value, Span.DAY.key).strip();
        for (Span each : Span.values()) {
            if (each.key.equalsIgnoreCase(asked)) {
                return each;
            }
        }
        throw new BadParameter("span", asked, "hour, day or week is needed");
    }

    private static @Nullable Instant until(@Nullable String value) {
        try {
            return value == null ? null : Instant.parse(value.strip().toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw new BadParameter("until", String.valueOf(value), "a time such as 2026-03-01T03:00:00Z is needed");
        }
    }

    /** Where a moment lies; at an edge where it lies outside. */
    int at(Instant time) {
        double share = (double) Duration.between(from, time).toMillis() / span.length.toMillis();
        return (int) Math.max(0, Math.min(WIDTH, Math.round(share * WIDTH)));
    }

    boolean meets(Instant start, Instant end) {
        return !start.isAfter(to) && !end.isBefore(from);
    }

    /** Thousandths as a percentage. */
    static String percent(int thousandths) {
        return thousandths % 10 == 0 ? thousandths / 10 + "" : thousandths / 10 + "." + thousandths % 10;
    }

    /** Round times by the reader's clock. */
    List<Tick> ticks(ZoneId zone) {
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime day = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        boolean days = span == Span.WEEK;
        for (ZonedDateTime tick = day;
                !tick.toInstant().isAfter(to);
                tick = days ? tick.plusDays(1) : tick.plus(span.step)) {
            int x = at(tick.toInstant());
            if (x > 0 && x < WIDTH * 97 / 100) {
                ticks.add(new Tick(percent(x), span.scale.format(tick)));
            }
        }
        return ticks;
    }
}
