package dev.asyncz.agent.storage;

import dev.asyncz.agent.words.ClockDigits;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as programs read them, in UTC: milliseconds at least, as many digits as there are beyond. */
public final class IsoTime {
    private static final int CHARS = 30;

    private IsoTime() {}

    public static String of(Instant time) {
        return append(new StringBuilder(CHARS), time).toString();
    }

    /** The same, behind what is there already. */
    public static StringBuilder append(StringBuilder text, Instant time) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        ClockDigits.date(text, at.toLocalDate()).append('T');
        return ClockDigits.nanos(text, at.toLocalTime()).append('Z');
    }
}
