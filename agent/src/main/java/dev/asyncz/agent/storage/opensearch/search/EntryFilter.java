package dev.asyncz.agent.storage.opensearch.search;

import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.opensearch.index.Documents;
import dev.asyncz.agent.storage.opensearch.index.FieldNames;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query in the engine's words. It finds all entries that match, and perhaps some more, as its notion of letters, of
 * regular expressions and of fields differs: what it has found is looked at once more.
 */
final class EntryFilter {
    /** A longer text is looked for by its beginning. */
    private static final int LONGEST_PART = 60;

    /** Letters that have more than two forms for {@link LogQuery}, and others for the engine. */
    private static final String MANIFOLD = "\u00b5\u00c5\u00e5\u0130\u0131\u017f\u0345\u0398\u03b8\u0399\u03b9"
            + "\u03a3\u03c3\u03c2\u03a9\u03c9\u039c\u03bc\u1e9e\u00df\u2126\u212a\u212b";

    /** The engine takes 1,024 parts of a question; what would be more is looked at here alone. */
    private static final int MOST_PARTS = 500;

    private static final Map<String, Object> EVERYTHING = Map.of("match_all", Map.of());

    private final FieldNames names;
    private final boolean elasticsearch;
    private final List<Object> all = new ArrayList<>();
    private final List<Object> none = new ArrayList<>();
    private boolean exact = true;
    private boolean reading;
    private int parts;

    /** @param elasticsearch whether it is that, which knows no letters beyond ASCII here */
    EntryFilter(LogQuery query, FieldNames names, boolean elasticsearch) {
        this.names = names;
        this.elasticsearch = elasticsearch;
        equal(names.task, query.taskId());
        equal(names.run, query.runId());
        if (!query.levels().isEmpty()) {
            all.add(one(
                    "terms",
                    names.level,
                    query.levels().stream().map(Enum::name).toList()));
        }
        ids(query.after(), query.before());
        times(query.since(), query.until());
        query.conditions().forEach(this::add);
    }

    /** Whether it finds no entry that does not match, so that they can be counted. */
    boolean isExact() {
        return exact;
    }

    /** Whether the engine reads every line that may match, and not an index alone. */
    boolean isReading() {
        return reading;
    }

    /** As the engine reads it. */
    Map<String, Object> json() {
        return Map.of("bool", Map.of("filter", all, "must_not", none));
    }

    private void equal(String field, @Nullable String value) {
        if (value != null) {
            all.add(one("term", field, StorableText.of(value)));
        }
    }

    private void ids(@Nullable UUID after, @Nullable UUID before) {
        Map<String, Object> range = new HashMap<>();
        if (after != null) {
            range.put("gt", after.toString());
        }
        if (before != null) {
            range.put("lt", before.toString());
        }
        if (!range.isEmpty()) {
            all.add(one("range", names.id, range));
        }
    }

    /** The engine knows milliseconds. */
    private void times(@Nullable Instant since, @Nullable Instant until) {
        Map<String, Object> range = new HashMap<>(Map.of("format", "epoch_millis"));
        if (since != null) {
            range.put("gte", Documents.time(since).toEpochMilli());
        }
        if (until != null) {
            range.put("lt", Documents.time(until).plusNanos(999_999).toEpochMilli());
        }
        if (range.size() > 1) {
            all.add(one("range", names.ts, range));
        }
    }

    private void add(LogCondition condition) {
        boolean isText = List.of("", "message", "exception").contains(condition.field());
        reading |= isText || condition.match() != Match.EQUALS;
        List<Object> any = new ArrayList<>();
        boolean sure = true;
        switch (condition.field()) {
            case "" -> {
                sure = text(FieldNames.MESSAGE, condition, any) & text(names.exception, condition, any);
            }
            case "message" -> sure = text(FieldNames.MESSAGE, condition, any);
            case "exception" -> {
                sure = text(names.exception, condition, any);
                sure &= field(condition, any);
            }
            case "logger" -> sure = keyword(names.logger, condition, any);
            case "task_id" -> sure = keyword(names.task, condition, any);
            case "run_id" -> sure = keyword(names.run, condition, any);
            case "node" -> {
                sure = keyword(names.node, condition, any);
                // Of entries that name none as a text, it is the one that wrote them.
                sure &= condition.match() == Match.EQUALS || field(condition, any);
            }
            case "level" -> {
                sure = keyword(names.level, condition, any);
                sure &= field(condition, any);
            }
            default -> sure = field(condition, any);
        }
        parts += any.size();
        if (parts > MOST_PARTS) {
            parts -= any.size();
            any = List.of(EVERYTHING);
            sure = false;
        }
        exact &= sure;
        if (condition.negated() && sure) {
            none.addAll(any);
        } else if (!condition.negated() && !any.contains(EVERYTHING)) {
            all.add(Map.of("bool", Map.of("should", any, "minimum_should_match", 1)));
        }
    }

    /** Adds what finds a text; whether that is all it finds. */
    private boolean text(String field, LogCondition condition, List<Object> any) {
        if (condition.match() == Match.REGEX) {
            regex(field, condition, any, !elasticsearch);
            return false;
        }
        Pattern pattern = new Pattern(!elasticsearch).add(condition.value());
        any.add(pattern.query(field));
        return condition.match() == Match.CONTAINS && pattern.exact;
    }

    private boolean keyword(String field, LogCondition condition, List<Object> any) {
        if (condition.match() == Match.EQUALS) {
            any.add(one("term", field, StorableText.of(condition.value())));
            return true;
        }
        if (condition.match() == Match.REGEX) {
            regex(field, condition, any, false);
            return false;
        }
        Pattern pattern = new Pattern(false).add(condition.value());
        any.add(pattern.query(field));
        return pattern.exact;
    }

    /** Adds what finds a field of {@link LogEntry#extra}, wherever it may stand there. */
    private boolean field(LogCondition condition, List<Object> any) {
        if (!Documents.isName(condition.field())) {
            any.add(EVERYTHING);
            return false;
        }
        for (String map : List.of("", "fields.", "mdc.")) {
            String field = names.fields + "." + map + condition.field();
            if (condition.match() == Match.EQUALS) {
                any.add(one("term", field, StorableText.of(condition.value())));
            } else if (elasticsearch) {
                any.add(Map.of("exists", Map.of("field", field)));
            } else if (condition.match() == Match.REGEX) {
                regex(field, condition, any, false);
            } else {
                any.add(new Pattern(false).add(condition.value()).query(field));
            }
        }
        return false;
    }

    private static void regex(String field, LogCondition condition, List<Object> any, boolean letters) {
        for (List<String> texts : RegexLiterals.of(condition.value())) {
            Pattern pattern = new Pattern(letters);
            texts.forEach(pattern::add);
            any.add(pattern.query(field));
        }
    }

    private static Map<String, Object> one(String kind, String field, Object value) {
        return Map.of(kind, Map.of(field, value));
    }

    /** Texts one after the other, with anything before, between and after them. */
    private static final class Pattern {
        private final boolean letters;
        private final StringBuilder wildcards = new StringBuilder("*");
        private boolean exact = true;

        /** @param letters whether the field knows upper and lower case beyond ASCII */
        Pattern(boolean letters) {
            this.letters = letters;
        }

        Pattern add(String text) {
            int end = Math.min(text.length(), LONGEST_PART);
            exact &= end == text.length();
            for (int i = 0; i < end && wildcards.length() < 4 * LONGEST_PART; i++) {
                char c = text.charAt(i);
                if (!isAlike(c)) {
                    gap();
                    exact = false;
                } else if (c == '*' || c == '?' || c == '\\') {
                    wildcards.append('\\').append(c);
                } else {
                    wildcards.append(c);
                }
            }
            gap();
            return this;
        }

        Map<String, Object> query(String field) {
            return one("wildcard", field, Map.of("value", wildcards.toString(), "case_insensitive", true));
        }

        private void gap() {
            if (wildcards.length() < 2
                    || wildcards.charAt(wildcards.length() - 1) != '*'
                    || wildcards.charAt(wildcards.length() - 2) == '\\') {
                wildcards.append('*');
            }
        }

        /** Whether the engine takes the same characters for this one as we do. */
        private boolean isAlike(char c) {
            return c < 128 || letters && !Character.isSurrogate(c) && MANIFOLD.indexOf(c) < 0;
        }
    }
}
