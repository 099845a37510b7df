package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.agent.storage.file.layout.PlainText;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both formats do with their files, whatever happens to these. */
abstract class RotatingContract {
    private static final long SIZE = 64 * 1024;
    private static final LogQuery EVERYTHING = LogQuery.ALL.withLimit(1_000_000);

    private final LineFormat format;
    private final List<String> said = new ArrayList<>();
    private final List<FileStorage> opened = new ArrayList<>();
    private final AtomicLong clock =
            new AtomicLong(Instant.parse("2026-01-31T12:00:00Z").toEpochMilli());
    private TimeOrderedIds ids = new TimeOrderedIds(clock::incrementAndGet);

    @TempDir
    Path folder;

    private Path path;

    RotatingContract(LineFormat format) {
        this.format = format;
    }

    @BeforeEach
    void choosePath() {
        path = folder.resolve("deep").resolve("er").resolve("lines.log");
    }

    @AfterEach
    void closeAll() {
        Thread.interrupted();
        opened.forEach(FileStorage::close);
    }

    @Test
    void should_keep_every_entry_over_a_restart() throws IOException {
        List<LogEntry> entries = entries(500);
        open().appendAll(entries);
        reopen();

        assertEquals(newestFirst(entries), latest().query(EVERYTHING));
        assertEquals(-1, latest().stats().size());
    }

    @Test
    void should_rotate_before_a_file_grows_beyond_its_size_and_drop_the_oldest() throws IOException {
        FileStorage storage = open(SIZE, 3);
        List<LogEntry> entries = entries(4_000);
        for (int i = 0; i < entries.size(); i += 7) {
            storage.appendAll(entries.subList(i, Math.min(i + 7, entries.size())));
        }

        List<LogEntry> kept = storage.query(EVERYTHING);
        assertEquals(newestFirst(entries).subList(0, kept.size()), kept);
        assertEquals(kept.size(), storage.stats().size());
        assertEquals(4_000 - kept.size(), storage.stats().dropped());
        assertFalse(Files.exists(numbered(4)));
        int largest = entries.stream()
                .mapToInt(entry -> format.write(entry).length())
                .max()
                .orElseThrow();
        for (int number = 1; number <= 3; number++) {
            long size = Files.size(numbered(number));
            assertTrue(size <= SIZE && size > SIZE - largest, "path." + number + " has " + size);
        }
        assertTrue(Files.size(path) <= SIZE);
    }

    @Test
    void should_keep_nothing_but_the_file_without_backups() throws IOException {
        FileStorage storage = open(SIZE, 0);
        List<LogEntry> entries = entries(1_000);
        storage.appendAll(entries);

        List<LogEntry> kept = storage.query(EVERYTHING);
        assertTrue(kept.size() > 1 && kept.size() < 1_000);
        assertEquals(newestFirst(entries).subList(0, kept.size()), kept);
        assertFalse(Files.exists(numbered(1)));
    }

    @Test
    void should_take_an_entry_larger_than_a_file() throws IOException {
        FileStorage storage = open(SIZE, 2);
        List<LogEntry> entries = List.of(entry("a"), entry("x\n".repeat(100_000)), entry("c"));
        storage.appendAll(entries);

        assertEquals(newestFirst(entries), storage.query(EVERYTHING));
    }

    @Test
    void should_lose_no_more_than_the_last_record_wherever_it_is_torn() throws IOException {
        List<LogEntry> entries = new ArrayList<>(entries(3));
        entries.add(full("torn\r\ntwo"));
        open().appendAll(entries.subList(0, 3));
        long good = Files.size(path);
        latest().append(entries.get(3));
        latest().close();
        opened.clear();
        byte[] whole = Files.readAllBytes(path);
        LogEntry next = entry("next");

        for (int length = (int) good; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            List<LogEntry> expected = List.of(next, entries.get(2), entries.get(1), entries.get(0));
            assertEquals(expected.subList(1, 4), open().query(EVERYTHING), "torn at " + length);
            latest().append(next);
            assertEquals(expected, latest().query(EVERYTHING), "torn at " + length);
            latest().close();
            opened.clear();
        }
    }

    @Test
    void should_start_and_lose_only_the_record_that_a_flipped_byte_hits() throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        long[] ends = new long[60];
        open();
        for (int i = 0; i < ends.length; i++) {
            entries.add(i % 4 == 0 ? full("message\r\n " + i) : entry("message " + i));
            latest().append(entries.get(i));
            ends[i] = Files.size(path);
        }
        latest().close();
        opened.clear();
        byte[] whole = Files.readAllBytes(path);
        Random random = new Random(42);

        for (int round = 0; round < 1_000; round++) {
            byte[] flipped = whole.clone();
            // Line breaks are few, and what stands next to them matters.
            int offset = round < ends.length ? (int) ends[round] - 1 : random.nextInt(flipped.length);
            flipped[offset] ^= (byte) (1 + random.nextInt(255));
            Files.write(path, flipped);
            int hit = Arrays.binarySearch(ends, offset + 1);
            Set<LogEntry> expected = new HashSet<>(entries);
            expected.remove(entries.get(hit < 0 ? -hit - 1 : hit));

            List<LogEntry> found = new ArrayList<>(open().query(EVERYTHING));
            latest().close();
            opened.clear();
            assertTrue(found.size() <= entries.size(), "forged at " + offset);
            assertTrue(found.containsAll(expected), "lost at " + offset);
        }
    }

    @Test
    void should_read_little_for_the_newest_of_many() throws IOException {
        FileStorage storage = open(1024 * 1024, 5);
        List<LogEntry> entries = entries(20_000);
        storage.appendAll(entries);

        assertEquals(newestFirst(entries).subList(0, 200), storage.query(LogQuery.ALL));
        assertTrue(storage.bytesRead() <= 3L * BackwardLines.BLOCK, "read " + storage.bytesRead());
    }

    @Test
    void should_find_the_place_of_a_cursor_without_reading_up_to_it() throws IOException {
        FileStorage storage = open(64L * 1024 * 1024, 5);
        List<LogEntry> entries = entries(50_000);
        storage.appendAll(entries);
        UUID cursor = entries.get(10_000).id();

        assertEquals(newestFirst(entries.subList(9_800, 10_000)), storage.query(LogQuery.ALL.withBefore(cursor)));
        assertTrue(storage.bytesRead() < 1024 * 1024, "read " + storage.bytesRead() + " of " + Files.size(path));
    }

    @Test
    void should_stop_where_entries_get_too_old() throws IOException {
        FileStorage storage = open(64L * 1024 * 1024, 5);
        List<LogEntry> entries = entries(50_000);
        storage.appendAll(entries);
        List<LogEntry> expected = newestFirst(entries.subList(49_901, 50_000));

        assertEquals(
                expected, storage.query(EVERYTHING.withAfter(entries.get(49_900).id())));
        assertEquals(
                expected, storage.query(EVERYTHING.withRange(entries.get(49_901).ts(), null)));
        assertTrue(storage.bytesRead() < 1024 * 1024, "read " + storage.bytesRead() + " of " + Files.size(path));
    }

    @Test
    void should_keep_the_order_of_ids_when_the_clock_was_set_back_between_two_starts() throws IOException {
        List<LogEntry> entries = new ArrayList<>(entries(1_000));
        open().appendAll(entries);
        clock.addAndGet(-7_200_000);
        ids = new TimeOrderedIds(clock::incrementAndGet);
        List<LogEntry> older = entries(1_000);
        reopen();
        latest().appendAll(older);

        entries.addAll(0, older);
        assertEquals(newestFirst(entries).subList(0, 300), latest().query(LogQuery.ALL.withLimit(300)));
        UUID cursor = entries.get(1_500).id();
        assertEquals(
                newestFirst(entries.subList(800, 1_500)),
                latest().query(LogQuery.ALL.withBefore(cursor).withLimit(700)));
    }

    @Test
    void should_find_what_filters_say_in_any_disorder() throws IOException {
        FileStorage storage = open(SIZE, 5);
        List<LogEntry> entries = entries(1_000);
        List<LogEntry> shuffled = new ArrayList<>(entries);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(storage::append);

        assertEquals(newestFirst(entries), storage.query(EVERYTHING));
        LogQuery query = LogQuery.ALL
                .withBefore(entries.get(700).id())
                .withAfter(entries.get(200).id())
                .withLevels(Set.of(LogLevel.WARN))
                .withTask("task 1")
                .withRange(entries.get(300).ts(), entries.get(600).ts())
                .withLimit(20);
        List<LogEntry> expected =
                newestFirst(entries).stream().filter(query::matches).limit(20).toList();
        assertFalse(expected.isEmpty());
        assertEquals(expected, storage.query(query));
    }

    @Test
    void should_write_beside_a_file_that_another_storage_has() throws IOException {
        FileStorage first = open();
        FileStorage second = open();
        FileStorage third = open();
        LogEntry one = entry("one");
        LogEntry two = entry("two");
        first.append(one);
        second.append(two);
        third.append(one);

        assertEquals(List.of(one), first.query(EVERYTHING));
        assertEquals(List.of(two), second.query(EVERYTHING));
        assertEquals(2, said.size());
        long pid = ProcessHandle.current().pid();
        assertTrue(said.get(0).contains("lines-" + pid + ".log"), said.toString());
        first.close();
        opened.remove(first);
        assertEquals(List.of(one), open().query(EVERYTHING), "the path was not given back");
        assertEquals(2, said.size());
    }

    @Test
    void should_survive_an_interrupt_and_keep_it() throws IOException {
        FileStorage storage = open(SIZE, 20);
        List<LogEntry> entries = entries(2_000);
        Thread.currentThread().interrupt();
        storage.appendAll(entries.subList(0, 1_000));
        assertEquals(1_000, storage.query(EVERYTHING).size());
        assertTrue(Thread.interrupted(), "the interrupt was swallowed");

        storage.appendAll(entries.subList(1_000, 2_000));
        assertEquals(newestFirst(entries), storage.query(EVERYTHING));
    }

    @Test
    void should_write_a_batch_once_after_the_disk_was_full() throws IOException {
        AtomicLong space = new AtomicLong(200_000);
        FileStorage storage = open(SIZE, 20, (file, bytes) -> {
            int fits = (int) Math.min(bytes.length, space.get());
            file.write(bytes, 0, fits);
            if (space.addAndGet(-fits) == 0) {
                throw new IOException("No space left on device");
            }
        });
        List<LogEntry> entries = entries(2_000);
        StorageUnavailable failure = assertThrows(StorageUnavailable.class, () -> storage.appendAll(entries));
        String said = String.valueOf(failure.getMessage());
        assertTrue(said.contains("lines.log cannot be written: No space left"), said);
        int kept = storage.query(EVERYTHING).size();
        assertTrue(kept > 0 && kept < 2_000);
        assertEquals(newestFirst(entries.subList(0, kept)), storage.query(EVERYTHING));
        assertThrows(StorageUnavailable.class, () -> storage.appendAll(entries));

        space.set(Long.MAX_VALUE);
        storage.appendAll(entries);
        assertEquals(newestFirst(entries), storage.query(EVERYTHING));
        assertEquals(2_000, storage.stats().appended());
        latest().close();
        opened.clear();
        assertEquals(newestFirst(entries), open(SIZE, 20).query(EVERYTHING));
    }

    @Test
    void should_take_an_id_once() throws IOException {
        LogEntry one = entry("one");
        LogEntry two = entry("two");
        open().appendAll(List.of(one, one, two));
        latest().append(one);
        reopen();
        latest().append(two);

        assertEquals(List.of(two, one), latest().query(EVERYTHING));
    }

    @Test
    void should_go_on_in_a_new_file_when_somebody_takes_it_away() throws IOException {
        FileStorage storage = open();
        storage.append(entry("one"));
        Files.delete(path);
        LogEntry two = entry("two");
        storage.append(two);
        assertEquals(List.of(two), storage.query(EVERYTHING));
        assertEquals(1, storage.stats().dropped());

        Files.move(path, folder.resolve("moved"));
        Files.write(path, new byte[0]);
        LogEntry three = entry("three");
        storage.append(three);
        assertEquals(List.of(three), storage.query(EVERYTHING));
        assertTrue(Files.size(path) > 0);
    }

    @Test
    void should_go_on_after_what_is_left_of_a_file_that_somebody_cut() throws IOException {
        FileStorage storage = open();
        List<LogEntry> entries = entries(3);
        storage.appendAll(entries.subList(0, 1));
        long good = Files.size(path);
        storage.appendAll(entries.subList(1, 2));
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(good + 10);
        }
        storage.appendAll(entries.subList(2, 3));

        assertEquals(List.of(entries.get(2), entries.get(0)), storage.query(EVERYTHING));
    }

    @Test
    void should_go_on_when_rotated_files_are_missing() throws IOException {
        FileStorage storage = open(SIZE, 3);
        List<LogEntry> entries = entries(4_000);
        storage.appendAll(entries.subList(0, 3_000));
        Files.delete(numbered(2));
        storage.appendAll(entries.subList(3_000, 4_000));

        List<LogEntry> kept = storage.query(EVERYTHING);
        assertEquals(newestFirst(entries).subList(0, 500), kept.subList(0, 500));
        assertEquals(kept.size(), storage.stats().size());
        reopen();
        assertEquals(kept, latest().query(EVERYTHING));
    }

    @Test
    void should_pass_over_a_hole_that_a_crash_left() throws IOException {
        LogEntry one = entry("one");
        open().append(one);
        latest().close();
        opened.clear();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(file.length() + 300_000);
        }
        LogEntry two = entry("two");
        open().append(two);

        assertEquals(List.of(two, one), latest().query(EVERYTHING));
    }

    @Test
    void should_make_files_that_only_their_owner_reads() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        open(SIZE, 5).appendAll(entries(1_000));

        for (Path file : List.of(path, numbered(1), path.resolveSibling("lines.log.lock"))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void should_write_as_many_records_as_entries_whatever_these_say() throws IOException {
        String record = format.write(full("first\nsecond"));
        List<LogEntry> entries = new ArrayList<>();
        for (String breaks : List.of("\n", "\r\n", "\r", "\u0085", "\u2028", "\0\n", "", "\\u{a}", "\n  | ")) {
            entries.add(full(breaks + record + breaks + record));
            entries.add(new LogEntry(ids.next(), now(), LogLevel.INFO, "", record, record, breaks, Map.of()));
        }
        open().appendAll(entries);
        reopen();

        assertEquals(newestFirst(entries), latest().query(EVERYTHING));
        String text = Files.readString(path);
        assertTrue(
                text.chars().noneMatch(c -> c != '\n' && PlainText.isHarmful((char) c)), "a control character got in");
    }

    FileStorage open() throws IOException {
        return open(1024 * 1024, 5);
    }

    private FileStorage open(long maxSize, int backups) throws IOException {
        return open(maxSize, backups, OutputStream::write);
    }

    private FileStorage open(long maxSize, int backups, RotatingFiles.DiskWrite write) throws IOException {
        opened.add(new FileStorage(path, format, maxSize, backups, write, said::add));
        return latest();
    }

    private void reopen() throws IOException {
        latest().close();
        opened.remove(latest());
        open();
    }

    private FileStorage latest() {
        return opened.get(opened.size() - 1);
    }

    private Path numbered(int number) {
        return path.resolveSibling("lines.log." + number);
    }

    private List<LogEntry> entries(int count) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new LogEntry(
                    ids.next(),
                    now(),
                    LogLevel.values()[i % 5],
                    "line " + i,
                    "com.acme.Jobs",
                    "task " + i % 3,
                    "run",
                    Map.of("thread", "worker, 1")));
        }
        return entries;
    }

    private LogEntry entry(String message) {
        return new LogEntry(ids.next(), now(), LogLevel.INFO, message, "", null, null, Map.of());
    }

    private LogEntry full(String message) {
        return new LogEntry(
                ids.next(),
                now(),
                LogLevel.ERROR,
                message,
                "com.acme.Jobs",
                "cleanup",
                "a run",
                Map.of(
                        "thread",
                        "t",
                        "exception",
                        "java.io.IOException: x\n\tat a.B.c(D.java)\n",
                        "mdc",
                        Map.of("k", "v")));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.get());
    }

    private static List<LogEntry> newestFirst(List<LogEntry> entries) {
        List<LogEntry> reversed = new ArrayList<>(entries);
        Collections.reverse(reversed);
        return reversed;
    }
}
