package dev.asyncz.agent.signs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Points in time as sentences say them. */
public final class UtcTime {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private UtcTime() {}

    /** The day only where it is another one than now. */
    public static String at(Instant time, Instant now) {
        LocalDateTime there = LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        LocalDateTime here = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        String day = there.toLocalDate().equals(here.toLocalDate()) ? "" : there.toLocalDate() + " ";
        return day + (there.getSecond() == 0 ? CLOCK : SECONDS).format(there) + " UTC";
    }
}
