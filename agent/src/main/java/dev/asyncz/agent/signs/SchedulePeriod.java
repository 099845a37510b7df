package dev.asyncz.agent.signs;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How often a task runs, read from the words of its schedule: what a scheduler says of a cron expression is no more. */
public final class SchedulePeriod {
    private static final Pattern EVERY = Pattern.compile("every ([0-9.]+) (d|h|min|s|ms|µs|ns)");
    private static final String CRON = "cron ";
    private static final Pattern STEP = Pattern.compile("(?:\\*|\\d+)/(\\d+)");
    private static final Pattern LIST = Pattern.compile("(\\d+),(\\d+)(?:,.*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Map<String, Duration> MACROS = Map.of(
            "@hourly", Duration.ofHours(1),
            "@daily", Duration.ofDays(1),
            "@midnight", Duration.ofDays(1),
            "@weekly", Duration.ofDays(7),
            "@monthly", Duration.ofDays(28),
            "@yearly", Duration.ofDays(365),
            "@annually", Duration.ofDays(365));
    private static final Map<String, Double> NANOS =
            Map.of("d", 86_400e9, "h", 3_600e9, "min", 60e9, "s", 1e9, "ms", 1e6, "µs", 1e3, "ns", 1.0);

    /** Of seconds, minutes and hours. */
    private static final Duration[] UNITS = {Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1)};

    private SchedulePeriod() {}

    /** The least that lies between two of its times; zero where nobody knows, as when a delay follows each run. */
    public static Duration of(@Nullable String schedule) {
        if (schedule == null) {
            return Duration.ZERO;
        }
        Matcher every = EVERY.matcher(schedule);
        if (every.lookingAt()) {
            return Duration.ofNanos(
                    (long) (Double.parseDouble(every.group(1)) * NANOS.getOrDefault(every.group(2), 0.0)));
        }
        return schedule.startsWith(CRON)
                ? cron(schedule.substring(CRON.length()).strip())
                : Duration.ZERO;
    }

    private static Duration cron(String expression) {
        Duration macro = MACROS.get(expression);
        if (macro != null) {
            return macro;
        }
        String[] fields = expression.split("\\s+", -1);
        if (fields.length < 5) {
            return Duration.ZERO;
        }
        int minutes = fields.length == 5 ? 0 : 1;
        for (int unit = 1 - minutes; unit < UNITS.length; unit++) {
            String field = fields[unit - 1 + minutes];
            if (!NUMBER.matcher(field).matches()) {
                return UNITS[unit].multipliedBy(apart(field));
            }
        }
        return days(fields[2 + minutes], fields[3 + minutes], fields[4 + minutes]);
    }

    private static int apart(String field) {
        Matcher step = STEP.matcher(field);
        if (step.matches()) {
            return Math.max(1, Integer.parseInt(step.group(1)));
        }
        Matcher list = LIST.matcher(field);
        return list.matches() ? Math.max(1, Integer.parseInt(list.group(2)) - Integer.parseInt(list.group(1))) : 1;
    }

    private static Duration days(String day, String month, String weekday) {
        if (NUMBER.matcher(month).matches()) {
            return Duration.ofDays(365);
        }
        if (NUMBER.matcher(day).matches() || day.startsWith("L")) {
            return Duration.ofDays(28);
        }
        boolean any = weekday.equals("*") || weekday.equals("?") || weekday.contains("-") || weekday.contains(",");
        return Duration.ofDays(any ? 1 : 7);
    }
}
