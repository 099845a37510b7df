package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a URL asks for: the parameters in their canonical form (known, not blank, clamped, in one order), and the query
 * that they mean.
 *
 * @param canonical what cannot be used stands in it as it was given
 * @param impossible whether level and min_level exclude each other, so that nothing can match
 * @param problems by parameter, a sentence about each that cannot be used; the query does without it
 */
public record LogFilters(
        QueryParameters canonical,
        LogQuery query,
        SearchQuery search,
        TimeStyle time,
        boolean impossible,
        Map<String, String> problems) {
    public static final int MAX_LIMIT = 1_000;
    public static final String CUSTOM = "custom";

    /** A time and a range: since the application was started. When that was, {@link SinceStart} adds. */
    public static final String START = "start";

    private static final Set<String> NO_FILTERS = Set.of("before", "after", "limit", "time", "columns");
    private static final int MANY_COLUMNS = 3;
    private static final String TIME =
            "a time such as 2026-11-22T10:15:30Z, 06:30, yesterday 3am, 2h or start is needed";
    private static final String RANGE = "allowed are today, start, and times such as 5m, 1h, 7d";
    private static final String CURSOR = "the id of an entry is needed, a UUID";
    static final String LEVELS =
            "allowed are " + Arrays.stream(LogLevel.values()).map(Enum::name).collect(Collectors.joining(", "));

    /** @throws BadParameter when one cannot be read */
    public static LogFilters of(QueryParameters given) {
        LogFilters filters = lenient(given);
        for (String sentence : filters.problems.values()) {
            throw new BadParameter(sentence);
        }
        return filters;
    }

    /** Leaves out of the query what cannot be read, and says so in {@link #problems}. */
    public static LogFilters lenient(QueryParameters given) {
        return new FilterParser(given).filters();
    }

    /** Names of fields that have a column of their own. */
    public List<String> columns() {
        String names = canonical.get("columns");
        return names == null
                ? List.of()
                : List.of(names.split(",", MANY_COLUMNS + 1)).stream()
                        .limit(MANY_COLUMNS)
                        .toList();
    }

    /** The names of the filters in force. */
    public List<String> active() {
        List<String> names = new ArrayList<>(canonical.values().keySet());
        names.removeAll(NO_FILTERS);
        names.removeIf(name -> name.equals("range") && value(name).equals(CUSTOM));
        return names;
    }

    /** The parameter as the form shows it; empty when it is not set. */
    public String value(String name) {
        return Objects.requireNonNullElse(canonical.get(name), "");
    }

    /** Whether new lines could be among those that it finds, on the page that it shows. */
    public boolean follows() {
        return query.before() == null && query.after() == null && query.until() == null && !impossible;
    }

    /** The page's address with one filter more (or another value of it), from the newest line on. */
    public String linkWith(String name, String value) {
        return Addresses.LOGS + fromNewest().with(name, value).asQuery();
    }

    /** The page's address with one filter less, from the newest line on. */
    public String linkWithout(String name) {
        return Addresses.LOGS + fromNewest().without(name).asQuery();
    }

    /** The page's address for a part of the time, all other filters kept. */
    public String linkWithin(Instant since, Instant until) {
        return Addresses.LOGS
                + fromNewest()
                        .without("range")
                        .with("since", since.toString())
                        .with("until", until.toString())
                        .asQuery();
    }

    /** The page's address for exactly this. */
    public String link() {
        return Addresses.LOGS + canonical.asQuery();
    }

    /** The same, from the newest line on. */
    public QueryParameters fromNewest() {
        return canonical.without("before", "after");
    }

    public LogFilters withQuery(LogQuery other) {
        return new LogFilters(canonical, other, search, time, impossible, problems);
    }

    private static LogLevel level(String parameter, String name, String allowed) {
        return LogLevel.parse(name).orElseThrow(() -> new BadParameter(parameter, name, allowed));
    }

    private static Instant time(String name, String value, ZoneId zone) {
        TimeText time = TimeText.of(value, zone, Instant.now());
        if (time == null) {
            throw new BadParameter(name, value, TIME);
        }
        return time.time();
    }

    private static @Nullable Instant beginning(String range, ZoneId zone) {
        if (range.equals(CUSTOM)) {
            return null;
        }
        if (range.equals("today")) {
            return LocalDate.now(zone).atStartOfDay(zone).toInstant();
        }
        if (!range.matches("[0-9]{1,4}[mhd]")) {
            throw new BadParameter("range", range, RANGE);
        }
        int number = Integer.parseInt(range.substring(0, range.length() - 1));
        Duration length = switch (range.charAt(range.length() - 1)) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return Instant.now().minus(length);
    }

    public static UUID cursor(String name, String value) {
        // UUID.fromString alone takes "1-1-1-1-1" as well.
        if (!value.strip().matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new BadParameter(name, value, CURSOR);
        }
        return UUID.fromString(value.strip());
    }

    public static int limit(@Nullable String value) {
        if (value == null) {
            return LogQuery.DEFAULT_LIMIT;
        }
        if (!value.strip().matches("[+-]?[0-9]{1,100}")) {
            throw new BadParameter("limit", value, "a whole number from 1 to " + MAX_LIMIT + " is needed");
        }
        BigInteger number = new BigInteger(value.strip());
        return number.max(BigInteger.ONE).min(BigInteger.valueOf(MAX_LIMIT)).intValue();
    }

    private static String node(String value) {
        if (value.length() > LogCondition.MAX_VALUE) {
            throw new BadParameter("node", value, "at most " + LogCondition.MAX_VALUE + " characters are needed");
        }
        return value;
    }

    /** Reads the parameters one by one, and notes which of them cannot be read. */
    private static final class FilterParser {
        private final QueryParameters given;
        private final Map<String, String> problems = new LinkedHashMap<>();
        private QueryParameters canonical = QueryParameters.NONE;

        FilterParser(QueryParameters given) {
            this.given = given;
        }

        LogFilters filters() {
            // First, as the zone tells what the other times mean; it stands last in the URL.
            TimeStyle style = orElse(read("time", TimeStyle::of), TimeStyle.UTC);
            SearchQuery search = orElse(read("q", SearchQuery::of), SearchQuery.NONE);
            String task = read("task_id", Function.identity());
            String run = read("run_id", Function.identity());
            String node = read("node", LogFilters::node);
            LevelFilter exact = orElse(read("level", LevelFilter::of), LevelFilter.NONE);
            LogLevel minimum = read("min_level", value -> level("min_level", value, LEVELS));
            Instant since = read("since", time("since", style));
            Instant until = read("until", time("until", style));
            String range = since == null && until == null ? given.get("range") : null;
            Instant beginning = read(
                    "range", range, value -> value.equals(START) ? start("range") : beginning(value, style.zone()));
            UUID before = read("before", value -> cursor("before", value));
            UUID after = read("after", value -> cursor("after", value));
            int limit = orElse(read("limit", LogFilters::limit), LogQuery.DEFAULT_LIMIT);

            put("q", given.get("q"));
            put("task_id", task);
            put("run_id", run);
            put("node", node);
            put("level", exact.text());
            put("min_level", minimum);
            put("range", range);
            put("since", isStart("since") ? START : since);
            put("until", isStart("until") ? START : until);
            put("before", before);
            put("after", after);
            if (limit != LogQuery.DEFAULT_LIMIT || problems.containsKey("limit")) {
                put("limit", limit);
            }
            put("time", style.value());
            put("columns", given.get("columns"));
            Set<LogLevel> levels = minimum == null ? exact.levels() : EnumSet.range(minimum, LogLevel.ERROR);
            if (minimum != null && !exact.levels().isEmpty()) {
                levels.retainAll(exact.levels());
            }
            List<LogCondition> conditions = new ArrayList<>(search.conditions());
            conditions.addAll(exact.conditions());
            LogQuery query = LogQuery.builder()
                    .taskId(task)
                    .runId(run)
                    .levels(levels)
                    .range(since == null ? beginning : since, until)
                    .before(before)
                    .after(after)
                    .limit(limit)
                    .conditions(conditions)
                    .node(node)
                    .build();
            return new LogFilters(canonical, query, search, style, levels.isEmpty() && minimum != null, problems);
        }

        private Function<String, Instant> time(String name, TimeStyle style) {
            return value -> isStart(name) ? start(name) : LogFilters.time(name, value, style.zone());
        }

        private boolean isStart(String name) {
            String value = given.get(name);
            return value != null && value.strip().equalsIgnoreCase(START);
        }

        private Instant start(String name) {
            String started = given.get(SinceStart.STARTED);
            if (started == null) {
                throw new BadParameter(name, START, "it is not known here when the application was started");
            }
            return Instant.parse(started);
        }

        private <T> @Nullable T read(String name, Function<String, T> meaning) {
            return read(name, given.get(name), meaning);
        }

        private <T> @Nullable T read(String name, @Nullable String value, Function<String, T> meaning) {
            if (value == null) {
                return null;
            }
            try {
                return meaning.apply(value);
            } catch (BadParameter e) {
                problems.put(name, e.sentence());
                return null;
            }
        }

        private static <T> T orElse(@Nullable T value, T otherwise) {
            return Objects.requireNonNullElse(value, otherwise);
        }

        private void put(String name, @Nullable Object value) {
            Object shown = problems.containsKey(name) ? given.get(name) : value;
            if (shown != null && !shown.toString().isEmpty()) {
                canonical = canonical.with(name, shown.toString());
            }
        }
    }
}
