package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asyncz.agent.storage.PartialAnswers;
import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.agent.storage.file.layout.PlainText;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What both formats do with their files, whatever happens to these. */
abstract class RotatingContract extends DamagedFilesContract {
    RotatingContract(LineFormat format) {
        super(format);
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
    void should_find_all_once_when_it_goes_on_where_its_time_was_over() throws IOException {
        AtomicLong clock = new AtomicLong(System.currentTimeMillis());
        TimeOrderedIds ids = new TimeOrderedIds(() -> clock.addAndGet(20));
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            entries.add(new LogEntry(
                    ids.next(), now(), LogLevel.INFO, (i % 7 == 0 ? "rare " : "usual ") + i, "", null, null, Map.of()));
        }
        FileStorage storage = open(1 << 20, 1);
        storage.appendAll(entries);
        Disorder disorder = new Disorder();
        AtomicLong time = new AtomicLong();
        for (LogQuery query : List.of(EVERYTHING, EVERYTHING.withText("rare"))) {
            PartialAnswers answers = PartialAnswers.of(
                    rest -> found(new Search(
                            rest, format, disorder, new LongAdder(), Duration.ofNanos(time.addAndGet(50_000)))),
                    query);
            assertTrue(answers.stops() > 0, answers.stops() + " stops");
            time.set(0);
            assertEquals(storage.query(query), answers.found());
        }
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

    @Test
    void should_find_in_whole_blocks_what_reading_each_record_finds() throws IOException {
        Random random = new Random(21);
        List<LogEntry> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String rare = random.nextInt(400) == 0 ? "a nEEdle in\nthe Haystack" : "an order";
            String filling = "of kiosk\n".repeat(random.nextInt(100) == 0 ? 5_000 : random.nextInt(40));
            all.add(new LogEntry(
                    ids.next(),
                    now(),
                    random.nextInt(500) == 0 ? LogLevel.ERROR : LogLevel.INFO,
                    rare + filling + (random.nextInt(700) == 0 ? "Needle; hay" : ""),
                    "com.acme.Jobs",
                    random.nextInt(600) == 0 ? "rare" : "often",
                    "run-" + i / 500,
                    random.nextInt(900) == 0 ? Map.of("exception", "java.io.IOException: NEEDLE") : Map.of()));
        }
        open(512 * 1024, 100).appendAll(all);
        List<LogEntry> newestFirst = newestFirst(all);
        List<LogQuery> queries = new ArrayList<>();
        for (String text :
                List.of("needle", "NEEDLE IN", "the haystack", "kiosk", "nowhere", "k", "\n", "needle; hay")) {
            queries.add(LogQuery.ALL.withText(text));
        }
        queries.add(LogQuery.ALL.withTask("rare"));
        queries.add(LogQuery.ALL.withRun("run-2").withText("needle"));
        queries.add(LogQuery.ALL.withLevels(Set.of(LogLevel.ERROR)));
        queries.add(LogQuery.ALL.withCondition(new LogCondition("", Match.REGEX, "needle.{1,3}hay", false)));
        for (LogQuery each : queries) {
            for (int limit : new int[] {2, 200}) {
                LogEntry somewhere = newestFirst.get(random.nextInt(newestFirst.size()));
                for (LogQuery query : List.of(
                        each,
                        each.withBefore(somewhere.id()),
                        each.withAfter(somewhere.id()),
                        each.withRange(somewhere.ts(), null))) {
                    LogQuery limited = query.withLimit(limit);
                    List<LogEntry> expected = newestFirst.stream()
                            .filter(limited::matches)
                            .limit(limit)
                            .toList();
                    assertEquals(expected, latest().query(limited), limited.toString());
                }
            }
        }
    }
}
