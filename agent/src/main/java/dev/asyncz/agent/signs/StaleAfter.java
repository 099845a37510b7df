package dev.asyncz.agent.signs;

import dev.asyncz.agent.config.NamePatterns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For how long tasks may go without success, as somebody has said it. Immutable. */
public final class StaleAfter {
    /** Nobody has said it. */
    public static final StaleAfter NEVER = new StaleAfter("");

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(m|h|d)");

    private final List<Rule> rules = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    private record Rule(NamePatterns tasks, boolean all, Duration most) {}

    /** @param text spans such as {@code 26h}, with a pattern of tasks and {@code =} before them; the first that fits counts */
    public StaleAfter(String text) {
        for (StringTokenizer each = new StringTokenizer(text, ", "); each.hasMoreTokens(); ) {
            String word = each.nextToken();
            int equals = word.lastIndexOf('=');
            Matcher span = SPAN.matcher(word.substring(equals + 1));
            if (span.matches()) {
                String tasks = equals < 0 ? "*" : word.substring(0, equals);
                rules.add(new Rule(new NamePatterns(tasks), equals < 0, span(span)));
            } else {
                mistakes.add(
                        "'" + word + "' in alerts.stale is not used: it has to look like 26h or nightly*=26h, with m, h"
                                + " or d for the unit");
            }
        }
    }

    /** What was said and cannot be used, a sentence each. */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /**
     * How long a task may go without success; zero for as long as it likes.
     *
     * @param period what lies between two of its times; zero if unknown. What is said of all tasks is not meant for those
     *     that run more seldom
     */
    public Duration of(String task, Duration period) {
        for (Rule rule : rules) {
            if (rule.tasks.contains(task) && !(rule.all && period.compareTo(rule.most) > 0)) {
                return rule.most;
            }
        }
        return Duration.ZERO;
    }

    private static Duration span(Matcher span) {
        long count = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
