package dev.asyncz.api;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What one field of an entry has to be like. Immutable, for any thread.
 *
 * <p>Fields: "" for the message and the exception's text; {@code message}, {@code logger}, {@code level} (or the
 * framework's own name of it, in {@code extra.level}), {@code task_id}, {@code run_id}; any other name is looked up in {@link LogEntry#extra}, then in the maps
 * {@code fields} and {@code mdc} there, a dot leading into a map: {@code thread}, {@code node}, {@code user},
 * {@code mdc.user}. Of a list any element may match; a field that is not there, or is a map, matches nothing.
 */
public final class LogCondition {
    /** How long a value may be. */
    public static final int MAX_VALUE = 1_000;

    /** How a field is compared with a value. */
    public enum Match {
        /** The value is part of it, in any case. */
        CONTAINS,
        /** It is the value, exactly. */
        EQUALS,
        /** The value is a regular expression that is found in it, in any case. */
        REGEX
    }

    private final String field;
    private final Match match;
    private final String value;
    private final boolean negated;
    private final @Nullable Pattern pattern;
    private final @Nullable String required;

    /**
     * @param field what to look at, see above
     * @param negated whether entries pass that do <em>not</em> match
     * @throws IllegalArgumentException when the value is too long, or no regular expression; the message is a sentence
     */
    public LogCondition(String field, Match match, String value, boolean negated) {
        this.field = field;
        this.match = match;
        this.value = value;
        this.negated = negated;
        if (Math.max(field.length(), value.length()) > MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a condition of more than " + MAX_VALUE + " characters is too long to search by");
        }
        this.pattern = match == Match.REGEX ? compiled(value) : null;
        this.required = match == Match.REGEX ? RequiredText.of(value) : value;
    }

    /** A field is exactly this. */
    public static LogCondition equal(String field, String value) {
        return new LogCondition(field, Match.EQUALS, value, false);
    }

    public String field() {
        return field;
    }

    public Match match() {
        return match;
    }

    public String value() {
        return value;
    }

    public boolean negated() {
        return negated;
    }

    /**
     * A text that is part of the field, in any case, wherever the condition finds something there: the value, or of a
     * regular expression the longest text that it cannot do without. For storages that look for texts before anything
     * else; entries that a negated condition lets pass are those where it finds nothing.
     *
     * @return null where none is known
     */
    public @Nullable String required() {
        return required;
    }

    /**
     * Whether an entry passes.
     *
     * @throws SearchStopped when a regular expression takes too long, or the thread is interrupted meanwhile
     */
    public boolean matches(LogEntry entry) {
        return isMet(entry) != negated;
    }

    private boolean isMet(LogEntry entry) {
        return switch (field) {
            case "" -> fits(entry.message()) || fits(entry.exception());
            case "message" -> fits(entry.message());
            case "logger" -> fits(entry.logger());
            case "level" -> fits(entry.level().name()) || fits(entry.extra().get("level"));
            case "task_id" -> fits(entry.taskId());
            case "run_id" -> fits(entry.runId());
            default -> fits(inExtra(entry.extra()));
        };
    }

    private @Nullable Object inExtra(Map<?, ?> extra) {
        Object found = at(extra, field);
        if (found == null && extra.get("fields") instanceof Map<?, ?> fields) {
            found = at(fields, field);
        }
        if (found == null && extra.get("mdc") instanceof Map<?, ?> mdc) {
            found = at(mdc, field);
        }
        return found;
    }

    /** What stands under a name, which may have dots itself, or else at the path that its dots make. */
    private static @Nullable Object at(Map<?, ?> map, String path) {
        Object found = map.get(path);
        for (int dot = path.indexOf('.'); found == null && dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (map.get(path.substring(0, dot)) instanceof Map<?, ?> deeper) {
                found = at(deeper, path.substring(dot + 1));
            }
        }
        return found;
    }

    private boolean fits(@Nullable Object found) {
        if (found instanceof Collection<?> list) {
            for (Object each : list) {
                if (fits(each)) {
                    return true;
                }
            }
            return false;
        }
        if (found == null || found instanceof Map) {
            return false;
        }
        String text = found.toString();
        return switch (match) {
            case CONTAINS -> AnyCase.contains(text, value);
            case EQUALS -> text.equals(value);
            case REGEX ->
                (required == null || AnyCase.contains(text, required))
                        && new BoundedRegex().finds(Objects.requireNonNull(pattern), text);
        };
    }

    private static Pattern compiled(String value) {
        try {
            return Pattern.compile(value, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no regular expression: " + e.getDescription()
                            + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)),
                    e);
        } catch (StackOverflowError | ArithmeticException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("'" + value + "' is too deep a regular expression", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogCondition that
                && field.equals(that.field)
                && match == that.match
                && value.equals(that.value)
                && negated == that.negated;
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, match, value, negated);
    }

    @Override
    public String toString() {
        return (negated ? "not " : "") + field + ' ' + match + " '" + value + "'";
    }
}
