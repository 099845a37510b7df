package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.Exhaustive;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.api.LogEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What both formats do when files are torn, taken away, cut, or a disk is full. */
abstract class DamagedFilesContract extends RotatingSubject {
    DamagedFilesContract(LineFormat format) {
        super(format);
    }

    @Exhaustive
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

    @Exhaustive
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
}
