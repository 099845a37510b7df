package dev.asyncz.agent.dashboard.search;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A point in time as people and log files write it.
 *
 * @param time its beginning
 * @param unit how exactly it was said: a day, a minute, a millisecond
 * @param end where the time ends in the text
 */
record TimeText(Instant time, Duration unit, int end) {
    private static final String CLOCK =
            "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?"
                    + "(?: ?(?<half>[AaPp][Mm])\\b)?";
    private static final String ZONE = "(?: ?(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})\\b)?";
    private static final String MONTH = "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?";

    /** Each begins where the text does. */
    private static final List<Pattern> FORMS = List.of(
            // 2026-11-27 01:50:00,123 and 2026-11-27T01:50:00.123+01:00; a date alone.
            form("(?<year>\\d{4})[-/.](?<number>\\d{2})[-/.](?<day>\\d{2})(?:[T _]" + CLOCK + ZONE + ")?"),
            // Nov 27 01:50, Nov 27, 2026 1:50:00 AM, Fri Nov 27 01:50:00 2026
            form("(?:[A-Z][a-z]{2},? )?" + MONTH + " {1,2}(?<day>\\d{1,2})(?:,? (?<year>\\d{4}))?,?(?: at)? " + CLOCK
                    + ZONE),
            // 27 Nov 2026 01:50:00, 27.11.2026 01:50 and an access log's 27/Nov/2026:01:50:00 +0000
            form("(?<day>\\d{1,2})[ /-]" + MONTH + "(?:[ /-](?<year>\\d{4}))?[ :]" + CLOCK + ZONE),
            form("(?<day>\\d{2})\\.(?<number>\\d{2})\\.(?<year>\\d{4})(?: " + CLOCK + ZONE + ")?"),
            form("(?:(?<word>today|yesterday)(?: at)? ?)?" + CLOCK + ZONE),
            form("(?:(?<word>today|yesterday)(?: at)? ?)?(?<hour>\\d{1,2}) ?(?<half>[AaPp][Mm])\\b"),
            form("(?<word>today|yesterday|now|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b(?: " + CLOCK
                    + ")?"),
            form("(?<back>\\d{1,5}) ?(?<unit>s|sec|m|min|h|d)[a-z]*(?: ago)?\\b"),
            form("(?<millis>1\\d{12})\\b"),
            form("(?<epoch>1\\d{9})\\b"));

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static Pattern form(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /** The time that all of a text is; null when it is none. */
    static @Nullable TimeText of(String text, ZoneId zone, Instant now) {
        String whole = text.strip();
        // A plus sign of an offset that nobody escaped arrives as a space.
        whole = whole.replaceFirst("(:\\d{2}(?:\\.\\d+)?) (\\d{2}:\\d{2})$", "$1+$2");
        TimeText time = leading(whole, zone, now);
        return time == null || time.end < whole.length() ? null : time;
    }

    /** The time that a text begins with, after a bracket maybe; null when it begins with none. */
    static @Nullable TimeText leading(String text, ZoneId zone, Instant now) {
        int from = text.startsWith("[") ? 1 : 0;
        TimeText longest = null;
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(text).region(from, text.length());
            if (matcher.lookingAt() && (longest == null || matcher.end() > longest.end)) {
                longest = read(new Groups(matcher), zone, now, longest);
            }
        }
        return longest;
    }

    private static @Nullable TimeText read(Groups said, ZoneId zone, Instant now, @Nullable TimeText otherwise) {
        try {
            return new TimeText(time(said, zone, now), unit(said), said.matcher.end());
        } catch (DateTimeException | ArithmeticException e) {
            return otherwise; // Of the shape of a time, and none: 99:99.
        }
    }

    private static Instant time(Groups said, ZoneId zone, Instant now) {
        if (said.has("millis")) {
            return Instant.ofEpochMilli(Long.parseLong(said.text("millis")));
        }
        if (said.has("epoch")) {
            return Instant.ofEpochSecond(Long.parseLong(said.text("epoch")));
        }
        if (said.has("back")) {
            return now.minus(unit(said.text("unit")).multipliedBy(said.number("back", 0)));
        }
        if (said.text("word").equals("now")) {
            return now;
        }
        ZoneId meant = said.has("zone") ? offset(said.text("zone")) : zone;
        ZonedDateTime time =
                day(said, LocalDate.ofInstant(now, meant)).atTime(clock(said)).atZone(meant);
        boolean dated = said.has("day") || said.has("word");
        // What was logged is past: a clock ahead of now is yesterday's, and a day ahead last year's.
        if (!dated && time.toInstant().isAfter(now)) {
            time = time.minusDays(1);
        } else if (said.has("day") && !said.has("year") && time.toInstant().isAfter(now.plus(Duration.ofDays(1)))) {
            time = time.minusYears(1);
        }
        return time.toInstant();
    }

    private static LocalDate day(Groups said, LocalDate today) {
        if (said.has("day")) {
            int month = said.has("month")
                    ? MONTHS.indexOf(said.text("month").substring(0, 3)) + 1
                    : said.number("number", 1);
            return LocalDate.of(said.number("year", today.getYear()), month, said.number("day", 1));
        }
        String word = said.text("word");
        if (word.isEmpty() || word.equals("today")) {
            return today;
        }
        LocalDate day = today.minusDays(1);
        while (!word.equals("yesterday") && day.getDayOfWeek() != DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT))) {
            day = day.minusDays(1);
        }
        return day;
    }

    private static LocalTime clock(Groups said) {
        int hour = said.number("hour", 0);
        String half = said.text("half");
        if (!half.isEmpty()) {
            hour = hour % 12 + (half.equals("pm") ? 12 : 0);
        }
        String fraction = (said.text("fraction") + "000000000").substring(0, 9);
        return LocalTime.of(hour, said.number("minute", 0), said.number("second", 0), Integer.parseInt(fraction));
    }

    private static Duration unit(Groups said) {
        if (said.has("millis") || said.has("fraction")) {
            return Duration.ofMillis(1);
        }
        if (said.has("second")
                || said.has("epoch")
                || said.has("back")
                || said.text("word").equals("now")) {
            return Duration.ofSeconds(1);
        }
        return said.has("minute") ? Duration.ofMinutes(1) : said.has("hour") ? Duration.ofHours(1) : Duration.ofDays(1);
    }

    private static Duration unit(String name) {
        return switch (name.charAt(0)) {
            case 's' -> Duration.ofSeconds(1);
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }

    private static ZoneId offset(String name) {
        return Character.isLetter(name.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(name.toUpperCase(Locale.ROOT));
    }

    /** Named groups, those of other forms included. */
    private record Groups(Matcher matcher) {
        /** In lower case; empty where nothing was said. */
        String text(String name) {
            if (!matcher.pattern().pattern().contains("(?<" + name + ">")) {
                return "";
            }
            String text = matcher.group(name);
            return text == null ? "" : text.toLowerCase(Locale.ROOT);
        }

        boolean has(String name) {
            return !text(name).isEmpty();
        }

        int number(String name, int otherwise) {
            return has(name) ? Integer.parseInt(text(name)) : otherwise;
        }
    }
}
