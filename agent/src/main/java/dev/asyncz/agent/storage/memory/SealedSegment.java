package dev.asyncz.agent.storage.memory;

import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a full segment as columns: a third less heap than as objects, and a search passes over them in one
 * stride (issue 21). An entry is made when it is asked for. Large ones stay as they are, so that they can leave one by
 * one.
 */
final class SealedSegment {
    /** How many entries each {@link FoldedText} has: as many as a long has bits. */
    static final int PIECE = Long.SIZE;

    private static final LogLevel[] LEVELS = LogLevel.values();

    /** What an entry may take that is made into columns, as {@link EntrySize#beyondPlain} says. */
    private static final int MOST_BYTES = 4_096;

    private final FoldedText[] texts;
    private final long[] idsHigh;
    private final long[] idsLow;
    private final long[] seconds;
    private final int[] nanos;
    private final byte[] levels;
    private final Names<String> loggers;
    private final Names<String> tasks;
    private final Names<String> runs;
    private final Names<Map<String, Object>> extras;
    /** Null where none is large. */
    private final @Nullable LogEntry @Nullable [] large;

    private final int levelMask;
    private final UUID firstId;
    private final UUID lastId;
    private final Instant firstTime;
    private final Instant lastTime;

    /** @param entries as many as full pieces have */
    SealedSegment(LogEntry[] entries) {
        int count = entries.length;
        idsHigh = new long[count];
        idsLow = new long[count];
        seconds = new long[count];
        nanos = new int[count];
        levels = new byte[count];
        texts = new FoldedText[count / PIECE];
        String[] messages = new String[PIECE];
        var loggerNames = new Names.Builder<String>(count);
        var taskNames = new Names.Builder<String>(count);
        var runNames = new Names.Builder<String>(count);
        var extraMaps = new Names.Builder<Map<String, Object>>(count);
        LogEntry[] whole = null;
        int mask = 0;
        UUID lowest = entries[0].id();
        UUID highest = lowest;
        Instant earliest = entries[0].ts();
        Instant latest = earliest;
        for (int i = 0; i < count; i++) {
            LogEntry entry = entries[i];
            boolean isLarge = EntrySize.beyondPlain(entry) > MOST_BYTES;
            if (isLarge) {
                whole = whole == null ? new LogEntry[count] : whole;
                whole[i] = entry;
            }
            messages[i % PIECE] = isLarge ? "" : entry.message();
            if (i % PIECE == PIECE - 1) {
                texts[i / PIECE] = new FoldedText(messages);
            }
            extraMaps.put(i, isLarge ? Map.of() : entry.extra());
            loggerNames.put(i, isLarge ? "" : entry.logger());
            taskNames.put(i, entry.taskId());
            runNames.put(i, entry.runId());
            idsHigh[i] = entry.id().getMostSignificantBits();
            idsLow[i] = entry.id().getLeastSignificantBits();
            seconds[i] = entry.ts().getEpochSecond();
            nanos[i] = entry.ts().getNano();
            levels[i] = (byte) entry.level().ordinal();
            mask |= 1 << levels[i];
            lowest = LogEntry.compareIds(entry.id(), lowest) < 0 ? entry.id() : lowest;
            highest = LogEntry.compareIds(entry.id(), highest) > 0 ? entry.id() : highest;
            earliest = entry.ts().isBefore(earliest) ? entry.ts() : earliest;
            latest = entry.ts().isAfter(latest) ? entry.ts() : latest;
        }
        loggers = loggerNames.built();
        tasks = taskNames.built();
        runs = runNames.built();
        extras = extraMaps.built();
        large = whole;
        levelMask = mask;
        firstId = lowest;
        lastId = highest;
        firstTime = earliest;
        lastTime = latest;
    }

    /** An entry, equal to the one that was put; {@link Segment#GONE} for a large one that has left. */
    LogEntry entry(int place) {
        LogEntry whole = large(place);
        return whole != null ? whole : entry(place, texts[place / PIECE].message(place % PIECE));
    }

    private LogEntry entry(int place, String message) {
        return new LogEntry(
                id(place),
                time(place),
                level(place),
                message,
                Objects.requireNonNull(loggers.get(place)),
                tasks.get(place),
                runs.get(place),
                Objects.requireNonNull(extras.get(place)));
    }

    /** One that is not made into columns but for what it is found by; null for the others. */
    @Nullable
    LogEntry large(int place) {
        return large == null ? null : large[place];
    }

    /** Lets go of an entry before its turn, as far as it is an object; the others leave with the segment. */
    void drop(int place) {
        if (large != null && large[place] != null) {
            // Without a fence: who still finds the entry may still have it.
            large[place] = Segment.GONE;
        }
    }

    /** Which entries of a piece are large, a bit for each. */
    long larges(int piece) {
        long found = 0;
        for (int i = 0; large != null && i < PIECE; i++) {
            found |= large[piece * PIECE + i] == null ? 0 : 1L << i;
        }
        return found;
    }

    FoldedText text(int piece) {
        return texts[piece];
    }

    Instant time(int place) {
        return Instant.ofEpochSecond(seconds[place], nanos[place]);
    }

    LogLevel level(int place) {
        return LEVELS[levels[place]];
    }

    UUID id(int place) {
        return new UUID(idsHigh[place], idsLow[place]);
    }

    /** An entry, but for its message. */
    LogEntry withoutMessage(int place) {
        return entry(place, "");
    }

    Names<String> loggers() {
        return loggers;
    }

    Names<String> tasks() {
        return tasks;
    }

    Names<String> runs() {
        return runs;
    }

    Names<Map<String, Object>> extras() {
        return extras;
    }

    /** The levels that there are, a bit for each by its ordinal. */
    int levelMask() {
        return levelMask;
    }

    UUID firstId() {
        return firstId;
    }

    UUID lastId() {
        return lastId;
    }

    Instant firstTime() {
        return firstTime;
    }

    Instant lastTime() {
        return lastTime;
    }
}
