package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One query on its way from the newest file to older ones. For one thread. */
final class Search {
    /** How many records in a row end a search: more than one, as a damaged id may be any. */
    private static final int ENOUGH = 8;

    /** How many records are read until the time is looked at. */
    private static final int MANY = 64;

    /** What somebody waits for who asks; a storage beside it is given up a second later. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private final LogQuery query;
    private final LineFormat format;
    private final Disorder disorder;
    private final LongAdder bytesRead;
    /** What a record has to contain, so that it is worth to be read. */
    private final List<String> needed = new ArrayList<>();

    private final LogQuery neededText;
    private final @Nullable WantedText wanted;
    /** The newest matches so far, the oldest of them first. */
    private final PriorityQueue<LogEntry> found = new PriorityQueue<>((a, b) -> LogEntry.compareIds(a.id(), b.id()));

    /** Their ids: a file that is rotated or copied meanwhile may be read twice. */
    private final Set<UUID> ids = new HashSet<>();

    private final Duration length;
    private final long deadline;
    private int read;
    private long lowest = Long.MAX_VALUE;
    private int tooOld;

    /** @param length how long it may read */
    Search(LogQuery query, LineFormat format, Disorder disorder, LongAdder bytesRead, Duration length) {
        this.length = length;
        this.deadline = System.nanoTime() + length.toNanos();
        this.query = query;
        this.format = format;
        this.disorder = disorder;
        this.bytesRead = bytesRead;
        neededText = LogQuery.ALL.withConditions(query.conditions().stream()
                .filter(each -> !each.negated())
                .map(each -> WantedText.plain(each.required()))
                .filter(Objects::nonNull)
                .map(each -> new LogCondition("", Match.CONTAINS, each, false))
                .toList());
        wanted = WantedText.of(query);
        need(query.taskId());
        need(query.runId());
        need(query.levels().size() == 1 ? query.levels().iterator().next().name() : null);
    }

    /** Reads one file; false when older ones have nothing to add. */
    boolean read(RandomAccessFile file, long length) throws IOException {
        long end = Math.min(length, file.length());
        UUID before = query.before();
        if (before != null) {
            end = startOfNewer(file, end, before);
        }
        BackwardRecords records = new BackwardRecords(new BackwardLines(file, end, bytesRead), format);
        boolean passes = wanted == null || records.passOver(wanted, this::mayPass);
        for (String record = records.next(); record != null; record = records.next()) {
            UUID id = format.id(record);
            if (id != null) {
                long time = TimeOrderedIds.millis(id);
                disorder.inOrder(time, lowest);
                lowest = Math.min(lowest, time);
                tooOld = time + disorder.late() < oldestWanted() ? tooOld + 1 : 0;
                if (tooOld == ENOUGH) {
                    return false;
                }
                look(record, id);
            }
            if (++read % MANY == 0) {
                checkTime();
            }
            passes = passes && (wanted == null || records.passOver(wanted, this::mayPass));
        }
        return true;
    }

    /** Whether records that lack the text are new enough that older ones may match, so that this is no place to stop. */
    private boolean mayPass(String oldest) {
        UUID id = format.id(oldest);
        if (id == null) {
            return false;
        }
        long time = TimeOrderedIds.millis(id);
        disorder.inOrder(time, lowest);
        lowest = Math.min(lowest, time);
        checkTime();
        return time + disorder.late() >= oldestWanted();
    }

    /** Nothing that is read later has an id of a later time than the lowest one, but for the disorder. */
    private void checkTime() {
        if (System.nanoTime() - deadline > 0) {
            SearchStopped stopped = new SearchStopped("The search was given up after " + DurationWords.of(length)
                    + " of reading files backwards. A time, or a longer word, makes it faster.");
            throw lowest == Long.MAX_VALUE
                    ? stopped
                    : stopped.with(found(), new UUID(lowest + disorder.late() + 1 << 16, 0));
        }
    }

    /** What was found, newest first. */
    List<LogEntry> found() {
        List<LogEntry> entries = new ArrayList<>(found);
        entries.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
        return entries;
    }

    private void need(@Nullable String text) {
        String plain = WantedText.plain(text);
        if (plain != null) {
            needed.add(plain);
        }
    }

    /** Whether what the query looks for may be in a record; most are not worth to be taken apart. */
    private boolean mayMatch(String record, UUID id) {
        return needed.stream().allMatch(record::contains)
                && neededText.matches(new LogEntry(id, Instant.EPOCH, LogLevel.INFO, record, "", null, null, Map.of()));
    }

    private void look(String record, UUID id) {
        UUID before = query.before();
        if (before != null && LogEntry.compareIds(id, before) >= 0 || !mayMatch(record, id)) {
            return;
        }
        LogEntry entry;
        try {
            entry = format.read(record);
        } catch (IOException damaged) {
            return;
        }
        disorder.saw(entry);
        if (query.matches(entry) && ids.add(id)) {
            found.add(entry);
            if (found.size() > query.limit()) {
                ids.remove(found.remove().id());
            }
        }
    }

    /** The least time of an id that can still add to what was found. */
    private long oldestWanted() {
        long wanted = 0;
        LogEntry oldest = found.size() < query.limit() ? null : found.peek();
        if (oldest != null) {
            wanted = TimeOrderedIds.millis(oldest.id());
        }
        if (query.after() != null) {
            wanted = Math.max(wanted, TimeOrderedIds.millis(query.after()));
        }
        if (query.since() != null) {
            wanted = Math.max(wanted, query.since().getEpochSecond() * 1_000 - disorder.ahead());
        }
        return wanted;
    }

    /** By bisection, a place such that all records from there on are newer than {@code before}. */
    private long startOfNewer(RandomAccessFile file, long length, UUID before) throws IOException {
        long low = 0;
        long high = length;
        for (long probe = 0; high - low > BackwardLines.BLOCK || probe == 0; probe = low + (high - low) / 2) {
            long newer = newerRecord(file, probe, high, before);
            if (newer >= 0) {
                high = newer;
            } else {
                low = probe + 1;
            }
        }
        return high;
    }

    /** Where the first record after {@code from} begins; -1 when it, or one after it, may not be newer. */
    private long newerRecord(RandomAccessFile file, long from, long end, UUID before) throws IOException {
        byte[] block = new byte[(int) Math.min(BackwardLines.BLOCK, end - from)];
        file.seek(from);
        file.readFully(block);
        bytesRead.add(block.length);
        int first = -1;
        int next;
        for (int start = from == 0 ? 0 : lineAfter(block, 0); start < block.length; start = next) {
            next = lineAfter(block, start);
            String line = new String(block, start, next - start, StandardCharsets.UTF_8);
            UUID id = format.start(line) == 0 ? format.id(line) : null;
            if (id != null && TimeOrderedIds.millis(id) - disorder.late() <= TimeOrderedIds.millis(before)) {
                return -1;
            }
            first = id != null && first < 0 ? start : first;
        }
        return first < 0 ? -1 : from + first;
    }

    private static int lineAfter(byte[] block, int from) {
        int at = from;
        while (at < block.length && block[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, block.length);
    }
}
