package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The levels that a reader asks for, any of which will do.
 *
 * @param known those that every entry has one of
 * @param own names that a framework or the application has made up, such as VERBOSE or AUDIT
 */
record LevelFilter(Set<LogLevel> known, List<String> own) {
    static final LevelFilter NONE = new LevelFilter(Set.of(), List.of());

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.$-]{0,59}");

    /** @throws BadParameter for what cannot be a level's name */
    static LevelFilter of(String value) {
        Set<LogLevel> known = EnumSet.noneOf(LogLevel.class);
        List<String> own = new ArrayList<>();
        for (String each : value.split(",")) {
            String name = each.strip();
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                throw new BadParameter(
                        "level", name, LogFilters.LEVELS + " or a level's own name, several separated by commas");
            }
            if (!name.isEmpty()) {
                LogLevel.parse(name).ifPresentOrElse(known::add, () -> own.add(name));
            }
        }
        return new LevelFilter(known, own);
    }

    /** For the query; empty where the condition says it all. */
    Set<LogLevel> levels() {
        return own.isEmpty() ? known : Set.of();
    }

    /** At most one. */
    List<LogCondition> conditions() {
        if (own.isEmpty()) {
            return List.of();
        }
        if (known.isEmpty() && own.size() == 1 && own.get(0).equals(own.get(0).toUpperCase(Locale.ROOT))) {
            return List.of(LogCondition.equal("level", own.get(0))); // Which a server can look for.
        }
        String any = text().replace(",", "\\E|\\Q");
        return List.of(new LogCondition("level", Match.REGEX, "^(?:\\Q" + any + "\\E)$", false));
    }

    /** As a parameter. */
    String text() {
        String names = known.stream().map(Enum::name).collect(Collectors.joining(","));
        String others = String.join(",", own);
        return names.isEmpty() || others.isEmpty() ? names + others : names + "," + others;
    }
}
