package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks of sealed segments: first of the whole segment, then of the joined texts, then of the columns, and
 * of an entry itself only what none of them can say. Made for one query.
 */
final class SealedQuery {
    private static final UUID NO_ID = new UUID(0, 0);
    private static final boolean[] NOWHERE = {};

    private final LogQuery query;
    private final Deadline deadline;
    private final int levels;
    private final List<Wanted> texts = new ArrayList<>();
    private final List<LogCondition> ofColumns = new ArrayList<>();
    private final List<LogQuery> ofEntries = new ArrayList<>();

    /** A text that the message has, or else the exception where {@code orException} finds it. */
    private record Wanted(FoldedText.Part part, @Nullable LogQuery orException) {}

    SealedQuery(LogQuery query, Deadline deadline) {
        this.query = query;
        this.deadline = deadline;
        int mask = 0;
        for (LogLevel each : query.levels()) {
            mask |= 1 << each.ordinal();
        }
        levels = mask == 0 ? -1 : mask;
        query.conditions().forEach(this::add);
    }

    private void add(LogCondition condition) {
        boolean anywhere = condition.field().isEmpty();
        if (!anywhere && !condition.field().equals("message")) {
            ofColumns.add(condition);
            return;
        }
        String required = condition.negated() ? "" : Objects.requireNonNullElse(condition.required(), "");
        boolean isText = !required.isEmpty();
        LogQuery alone = LogQuery.ALL.withCondition(condition);
        if (isText && condition.match() == Match.CONTAINS) {
            add(required, anywhere, alone);
            return;
        }
        ofEntries.add(alone);
        FoldedText.Part part = isText ? new FoldedText.Part(required) : null;
        if (part != null && part.isExact()) {
            texts.add(new Wanted(part, anywhere ? alone : null));
        }
    }

    private void add(String text, boolean inExceptions, LogQuery alone) {
        FoldedText.Part part = new FoldedText.Part(text);
        if (part.isExact()) {
            texts.add(new Wanted(part, inExceptions ? alone : null));
        } else {
            ofEntries.add(alone);
        }
    }

    /**
     * Gives what matches, from the last place to the first.
     *
     * @param first the position of the segment's first place
     * @param from the first place, inclusive
     * @param to the last one, exclusive
     */
    void find(SealedSegment segment, long first, int from, int to, Hits hits) {
        deadline.check();
        if (mayMatch(segment)) {
            new Walk(segment).find(first, from, to, hits);
        }
    }

    private boolean mayMatch(SealedSegment segment) {
        UUID before = query.before();
        UUID after = query.after();
        Instant since = query.since();
        Instant until = query.until();
        return (levels & segment.levelMask()) != 0
                && (query.taskId() == null || segment.tasks().indexOf(query.taskId()) >= 0)
                && (query.runId() == null || segment.runs().indexOf(query.runId()) >= 0)
                && (since == null || !segment.lastTime().isBefore(since))
                && (until == null || segment.firstTime().isBefore(until))
                && (before == null || LogEntry.compareIds(segment.firstId(), before) < 0)
                && (after == null || LogEntry.compareIds(segment.lastId(), after) > 0);
    }

    /** One segment, for which what its columns answer is asked once for each value. */
    private final class Walk {
        private final SealedSegment segment;
        private final int task;
        private final int run;
        private final Answers[] conditions = new Answers[ofColumns.size()];
        /** For each text which values of extra have it in their exceptions; empty for none. */
        private final boolean[][] inExceptions = new boolean[texts.size()][];

        Walk(SealedSegment segment) {
            this.segment = segment;
            task = query.taskId() == null ? -1 : segment.tasks().indexOf(query.taskId());
            run = query.runId() == null ? -1 : segment.runs().indexOf(query.runId());
            for (int i = 0; i < conditions.length; i++) {
                conditions[i] = new Answers(segment, ofColumns.get(i));
            }
            for (int i = 0; i < inExceptions.length; i++) {
                LogQuery wanted = texts.get(i).orException();
                inExceptions[i] = wanted == null ? NOWHERE : inExceptions(wanted);
            }
        }

        private boolean[] inExceptions(LogQuery wanted) {
            Names<Map<String, Object>> extras = segment.extras();
            boolean[] found = NOWHERE;
            for (int i = 0; i < extras.count(); i++) {
                Map<String, Object> extra = extras.value(i);
                if (extra != null && extra.containsKey(LogEntry.EXCEPTION) && wanted.matches(like(extra))) {
                    found = found == NOWHERE ? new boolean[extras.count()] : found;
                    found[i] = true;
                }
            }
            return found;
        }

        void find(long first, int from, int to, Hits hits) {
            for (int piece = (to - 1) / SealedSegment.PIECE; piece >= from / SealedSegment.PIECE; piece--) {
                int start = piece * SealedSegment.PIECE;
                long candidates = candidates(piece, start);
                while (candidates != 0) {
                    int bit = Long.numberOfTrailingZeros(Long.highestOneBit(candidates));
                    candidates ^= 1L << bit;
                    int place = start + bit;
                    if (place >= from && place < to) {
                        if (!hits.wants(first + place)) {
                            return;
                        }
                        look(first + place, place, hits);
                    }
                }
            }
        }

        /** Those whose texts match, and the large ones, of which nothing is known yet. */
        private long candidates(int piece, int start) {
            long found = -1;
            for (int i = 0; i < inExceptions.length && found != 0; i++) {
                found &= segment.text(piece).hits(texts.get(i).part()) | inExceptions(inExceptions[i], start);
            }
            return found == -1 ? found : found | segment.larges(piece);
        }

        private long inExceptions(boolean[] values, int start) {
            long found = 0;
            for (int i = 0; values != NOWHERE && i < SealedSegment.PIECE; i++) {
                if (values[segment.extras().of(start + i)]) {
                    found |= 1L << i;
                }
            }
            return found;
        }

        private void look(long at, int place, Hits hits) {
            LogEntry large = segment.large(place);
            if (large != null) {
                deadline.check();
                if (large != Segment.GONE && query.matches(large)) {
                    hits.add(at, large);
                }
            } else if (passesColumns(place) && passesItself(place)) {
                hits.add(at, segment, place);
            }
        }

        private boolean passesColumns(int place) {
            if ((levels & 1 << segment.level(place).ordinal()) == 0
                    || (task >= 0 && segment.tasks().of(place) != task)
                    || (run >= 0 && segment.runs().of(place) != run)
                    || !isInRange(place)) {
                return false;
            }
            for (Answers each : conditions) {
                if (!each.of(place)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isInRange(int place) {
            Instant since = query.since();
            Instant until = query.until();
            UUID before = query.before();
            UUID after = query.after();
            return (since == null || !segment.time(place).isBefore(since))
                    && (until == null || segment.time(place).isBefore(until))
                    && (before == null || LogEntry.compareIds(segment.id(place), before) < 0)
                    && (after == null || LogEntry.compareIds(segment.id(place), after) > 0);
        }

        private boolean passesItself(int place) {
            if (ofEntries.isEmpty()) {
                return true;
            }
            deadline.check();
            LogEntry entry = segment.entry(place);
            for (LogQuery each : ofEntries) {
                if (!each.matches(entry)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What a condition says of each value of the column that it looks at, once it was asked. */
    private static final class Answers {
        private static final byte YES = 1;
        private static final byte NO = 2;

        private final SealedSegment segment;
        private final LogCondition condition;
        private final Names<?> column;
        private final byte[] known;

        Answers(SealedSegment segment, LogCondition condition) {
            this.segment = segment;
            this.condition = condition;
            column = switch (condition.field()) {
                case "logger" -> segment.loggers();
                case "task_id" -> segment.tasks();
                case "run_id" -> segment.runs();
                default -> segment.extras();
            };
            // A level's own name is in extra, and the level beside it.
            known = new byte[column.count() * (isLevel() ? LogLevel.values().length : 1)];
        }

        private boolean isLevel() {
            return condition.field().equals("level");
        }

        boolean of(int place) {
            int value = column.of(place) + (isLevel() ? segment.level(place).ordinal() * column.count() : 0);
            if (known[value] == 0) {
                known[value] = condition.matches(segment.withoutMessage(place)) ? YES : NO;
            }
            return known[value] == YES;
        }
    }

    /** An entry of which nothing but this is known. */
    private static LogEntry like(Map<String, Object> extra) {
        return new LogEntry(NO_ID, Instant.EPOCH, LogLevel.INFO, "", "", null, null, extra);
    }
}
