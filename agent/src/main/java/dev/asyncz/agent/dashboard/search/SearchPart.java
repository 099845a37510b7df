package dev.asyncz.agent.dashboard.search;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One part of a search.
 *
 * @param typed as it stands in the search field
 * @param guessed the name before its colon, where all of it may be a text as well; else empty
 * @param condition what it means
 */
public record SearchPart(String typed, String guessed, LogCondition condition) {
    private static final String OR = "OR";

    /** What the last three mean together: one or the other of them; null where the middle one does not say so. */
    static @Nullable SearchPart either(List<SearchPart> parts) {
        int last = parts.size() - 1;
        if (last < 2 || !parts.get(last - 1).typed.equals(OR)) {
            return null;
        }
        SearchPart one = parts.get(last - 2);
        SearchPart other = parts.get(last);
        String field = one.condition.field();
        if (one.condition.negated() || other.condition.negated() || !field.equals(other.condition.field())) {
            return null;
        }
        String regex = one.regex() + "|" + other.regex();
        return regex.length() > LogCondition.MAX_VALUE
                ? null
                : new SearchPart(
                        one.typed + " " + OR + " " + other.typed,
                        "",
                        new LogCondition(field, Match.REGEX, regex, false));
    }

    private String regex() {
        String value = condition.value();
        return switch (condition.match()) {
            case CONTAINS -> Pattern.quote(value);
            case EQUALS -> "^" + Pattern.quote(value) + "$";
            case REGEX -> value;
        };
    }
}
