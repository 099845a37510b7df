package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader types into the search field, in parts that all have to be met:
 *
 * <pre>
 *   word          in the message or the stack trace, in any case
 *   "two words"   the same, with the space
 *   /a.*b/        a regular expression
 *   field:value   the field has it in it; field:"value" is it exactly; field:/a.*b/
 *   -…            any of these, excluded
 *   … OR …        either of two, or of more, that are texts or values of one field
 * </pre>
 */
public record SearchQuery(List<SearchPart> parts) {
    public static final SearchQuery NONE = new SearchQuery(List.of());

    /** Two conditions are left, for the node and for levels of the application's own. */
    private static final int MAX_PARTS = LogQuery.MAX_CONDITIONS - 2;

    private static final int MAX_TERM = 300;

    private static final Map<String, String> SHORT =
            Map.of("task", "task_id", "run", "run_id", "text", "", "msg", "message");

    /** @throws BadParameter when it cannot be understood; the sentence says where */
    public static SearchQuery of(@Nullable String typed) {
        return typed == null || typed.isBlank() ? NONE : new SearchQuery(new SearchParser(typed).parts());
    }

    /** All of which have to be met. */
    public List<LogCondition> conditions() {
        return parts.stream().map(SearchPart::condition).toList();
    }

    /** A text, whatever is in it, as a reader would have to type it. */
    static String phrase(String text) {
        String known = text.substring(0, Math.min(text.length(), LogCondition.MAX_VALUE));
        return '"' + known.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A field is exactly this, or is not, as a reader would have to type it. */
    public static String term(String field, String value, boolean excluded) {
        return (excluded ? "-" : "") + field + ':' + phrase(value);
    }

    /** {@link #term}, or null for what nobody could type, or would. */
    public static @Nullable String typedTerm(String field, String value) {
        String term = term(field, value, false);
        boolean typed = term.length() <= MAX_TERM
                && !value.isBlank()
                && ShownText.safe(value).equals(value);
        if (!typed || !isField(field) || value.indexOf('\n') >= 0) {
            return null;
        }
        return term;
    }

    /** Whether a name can stand before a colon. */
    private static boolean isField(String name) {
        if (name.isEmpty() || Character.isDigit(name.charAt(0)) || name.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!SearchParser.isOfName(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Reads from left to right, once. */
    private static final class SearchParser {
        private final String typed;
        private int at;

        SearchParser(String typed) {
            this.typed = typed;
        }

        List<SearchPart> parts() {
            List<SearchPart> parts = new ArrayList<>();
            for (skipBlanks(); at < typed.length(); skipBlanks()) {
                parts.add(part());
                SearchPart either = SearchPart.either(parts);
                if (either != null) {
                    parts.subList(parts.size() - 3, parts.size()).clear();
                    parts.add(either);
                }
            }
            if (parts.size() > MAX_PARTS) {
                throw new BadParameter("The search has " + parts.size() + " parts; it may have " + MAX_PARTS
                        + ". Quotes make one part of several words.");
            }
            return parts;
        }

        private SearchPart part() {
            int from = at;
            LogCondition condition = condition();
            String part = typed.substring(from, at);
            // A value in quotes, or a regular expression, is a field's and nothing else.
            int colon = part.indexOf(':');
            boolean guessed = !condition.field().isEmpty() && condition.match() == Match.CONTAINS && colon > 0;
            return new SearchPart(part, guessed ? part.substring(condition.negated() ? 1 : 0, colon) : "", condition);
        }

        private LogCondition condition() {
            boolean negated = typed.charAt(at) == '-' && at + 1 < typed.length() && !isBlank(at + 1);
            if (negated) {
                at++;
            }
            String name = fieldName();
            String field = SHORT.getOrDefault(name, name);
            try {
                if (typed.charAt(at) == '"') {
                    return new LogCondition(field, field.isEmpty() ? Match.CONTAINS : Match.EQUALS, quoted(), negated);
                }
                int slash = closingSlash();
                if (slash > 0) {
                    return new LogCondition(field, Match.REGEX, regex(slash), negated);
                }
                return new LogCondition(field, Match.CONTAINS, word(), negated);
            } catch (IllegalArgumentException e) {
                throw new BadParameter("The search cannot be used: " + e.getMessage() + ".");
            }
        }

        /** What stands before a colon with a value right behind it, as in no URL and no "Exception: text". */
        private String fieldName() {
            int colon = at;
            while (colon < typed.length() && isOfName(typed.charAt(colon))) {
                colon++;
            }
            boolean field = colon > at
                    && !Character.isDigit(typed.charAt(at))
                    && colon + 1 < typed.length()
                    && typed.charAt(colon) == ':'
                    && !isBlank(colon + 1)
                    && typed.charAt(colon + 1) != ':'
                    && !typed.startsWith("//", colon + 1);
            if (!field) {
                return "";
            }
            String name = typed.substring(at, colon);
            at = colon + 1;
            return name;
        }

        private static boolean isOfName(char c) {
            return Character.isLetterOrDigit(c) || "_.@-".indexOf(c) >= 0;
        }

        private String quoted() {
            StringBuilder text = new StringBuilder();
            int from = at;
            for (at++; at < typed.length(); at++) {
                char c = typed.charAt(at);
                if (c == '"') {
                    at++;
                    if (text.toString().isBlank()) {
                        throw new BadParameter("The search has nothing between two quotes.");
                    }
                    return text.toString();
                }
                boolean escape = c == '\\' && at + 1 < typed.length() && "\"\\".indexOf(typed.charAt(at + 1)) >= 0;
                text.append(escape ? typed.charAt(++at) : c);
            }
            throw new BadParameter("The search has a quote that is not closed: "
                    + BadParameter.shortened(typed.substring(from)) + " needs a \" at its end.");
        }

        /** Where a regular expression that begins here ends; -1 when a path such as /api/orders is meant. */
        private int closingSlash() {
            if (typed.charAt(at) != '/') {
                return -1;
            }
            for (int i = at + 1; i < typed.length(); i++) {
                if (typed.charAt(i) == '\\') {
                    i++;
                } else if (typed.charAt(i) == '/' && i > at + 1 && (i + 1 == typed.length() || isBlank(i + 1))) {
                    return i;
                }
            }
            return -1;
        }

        private String regex(int slash) {
            String regex = typed.substring(at + 1, slash);
            at = slash + 1;
            return regex.replace("\\/", "/");
        }

        private String word() {
            int from = at;
            while (at < typed.length() && !isBlank(at)) {
                at++;
            }
            return typed.substring(from, at);
        }

        private void skipBlanks() {
            while (at < typed.length() && isBlank(at)) {
                at++;
            }
        }

        private boolean isBlank(int index) {
            return Character.isWhitespace(typed.charAt(index));
        }
    }
}
