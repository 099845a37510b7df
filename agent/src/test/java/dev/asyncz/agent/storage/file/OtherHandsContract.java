package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both formats do where others have their hands in: other programs' files, logrotate, readers, links. */
abstract class OtherHandsContract {
    private static final long SIZE = 64 * 1024;
    private static final LogQuery EVERYTHING = LogQuery.ALL.withLimit(1_000_000);
    private static final String THEIRS = "2026-01-31 12:00:00,123 INFO  [main] com.acme.App - line\n";

    private final LineFormat format;
    private final TimeOrderedIds ids = new TimeOrderedIds();
    private final List<String> said = new ArrayList<>();
    private final List<FileStorage> opened = new ArrayList<>();
    private final List<LogEntry> written = new ArrayList<>();

    @TempDir
    Path folder;

    private Path path;
    private Path beside;

    OtherHandsContract(LineFormat format) {
        this.format = format;
    }

    @BeforeEach
    void choosePath() throws IOException {
        folder = folder.toRealPath();
        path = folder.resolve("app.log");
        beside = folder.resolve("app-asyncz.log");
    }

    @AfterEach
    void closeAll() {
        opened.forEach(FileStorage::close);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                THEIRS,
                "no line break",
                "\n",
                "{\"id\":\"42\",\"ts\":\"2026-01-31\"}\n",
                "2026-01-31T12:00:00.123Z INFO  com.acme.App [id=42] a line\n",
                "2026-01-31T12:00:00.123Z INFO  com.acme.App - a line\n",
                "\0\0\0\0"
            })
    void should_leave_a_file_of_another_program_alone(String text) throws IOException {
        Files.writeString(path, text);
        write(open(), 3_000);

        assertEquals(text, Files.readString(path));
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).contains(path + " ") && said.get(0).contains("to " + beside), said.toString());
        assertFalse(Files.exists(folder.resolve("app.log.1")));
        assertFalse(Files.exists(folder.resolve("app.log.lock")));
        assertNewest();
        reopen();
        assertNewest();
    }

    @Test
    void should_take_a_further_name_where_that_beside_is_not_ours_either() throws IOException {
        Files.writeString(path, THEIRS);
        Files.writeString(beside, THEIRS.repeat(3));
        write(open(), 10);

        assertEquals(THEIRS, Files.readString(path));
        assertEquals(THEIRS.repeat(3), Files.readString(beside));
        assertWritten();
        assertTrue(said.get(0).contains("app-asyncz-" + ProcessHandle.current().pid() + ".log"), said.toString());
    }

    @Test
    void should_leave_the_rotated_files_of_another_program_alone() throws IOException {
        Files.writeString(folder.resolve("app.log.2"), THEIRS);
        write(open(), 5_000);
        assertEquals(THEIRS, Files.readString(folder.resolve("app.log.2")));
        assertTrue(Files.exists(folder.resolve("app-asyncz.log.3")));
        assertNewest();
    }

    @Test
    void should_leave_the_rotated_files_of_another_program_alone_that_come_later() throws IOException {
        write(open(), 100);
        Files.writeString(folder.resolve("app.log.1"), THEIRS);
        write(latest(), 3_000);

        assertEquals(THEIRS, Files.readString(folder.resolve("app.log.1")));
        assertEquals(1, said.size(), said.toString());
        assertNewest();
    }

    /** The agent opens early: the application's own appender comes after it, more often than not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_leave_a_file_that_the_application_opens_after_it(boolean appending) throws IOException {
        open();
        try (OutputStream theirs = new FileOutputStream(path.toFile(), appending)) {
            for (int i = 0; i < 2_000; i++) {
                theirs.write(THEIRS.getBytes(StandardCharsets.UTF_8));
                write(latest(), 1);
            }
        }
        assertEquals(THEIRS.repeat(2_000), Files.readString(path));
        assertEquals(1, said.size(), said.toString());
        assertNewest();
        reopen();
        assertNewest();
    }

    @Test
    void should_take_its_records_along_when_another_begins_to_append() throws IOException {
        write(open(), 2_000);
        String before = Files.readString(path);
        long size = latest().query(EVERYTHING).size();
        String all = "";
        for (int i = 0; i < 10; i++) {
            append(path, THEIRS);
            all += THEIRS;
            write(latest(), 10);
        }

        assertEquals(before + all, Files.readString(path));
        assertEquals(1, said.size(), said.toString());
        assertEquals(size + 100, latest().query(EVERYTHING).size());
        assertNewest();
        assertEquals(latest().query(EVERYTHING).size(), latest().stats().size());
        reopen();
        assertNewest();
        assertEquals(before + all, Files.readString(path));
    }

    /** A program that does not append writes where it is, over whatever came between. */
    @Test
    void should_leave_a_file_that_another_writes_over() throws IOException {
        open();
        try (OutputStream theirs = new FileOutputStream(path.toFile())) {
            write(latest(), 100);
            theirs.write(THEIRS.getBytes(StandardCharsets.UTF_8));
            write(latest(), 100);
            assertEquals(1, said.size(), said.toString());
            theirs.write(THEIRS.repeat(1_000).getBytes(StandardCharsets.UTF_8));
            write(latest(), 100);
        }
        assertEquals(THEIRS.repeat(1_001), Files.readString(path));
        List<LogEntry> kept = latest().query(EVERYTHING);
        assertEquals(newest(200), kept.subList(0, 200));
        assertEquals(kept.size(), latest().stats().size());
    }

    /** It had opened the file when this one was still called so. */
    @Test
    void should_leave_a_rotated_file_that_another_appends_to() throws IOException {
        write(open(), 100);
        try (OutputStream theirs = new FileOutputStream(path.toFile(), true)) {
            Path rotated = folder.resolve("app.log.1");
            while (Files.notExists(rotated)) {
                write(latest(), 10);
            }
            theirs.write(THEIRS.getBytes(StandardCharsets.UTF_8));
            String before = Files.readString(rotated);
            write(latest(), 5_000);
            assertEquals(before, Files.readString(rotated));
            assertNewest();
        }
    }

    @Test
    void should_not_cut_the_line_that_another_has_begun() throws IOException {
        Files.writeString(path, THEIRS.repeat(20) + "2026-01-31 12:00:00");
        write(open(), 10);
        assertEquals(THEIRS.repeat(20) + "2026-01-31 12:00:00", Files.readString(path));
    }

    @Test
    void should_go_on_in_its_own_file_though_the_first_record_is_damaged() throws IOException {
        for (int records = 2; records < 60; records++) {
            Files.deleteIfExists(path);
            written.clear();
            write(open(), records);
            closeLatest();
            byte[] bytes = Files.readAllBytes(path);
            Arrays.fill(bytes, 0, 60, (byte) '#');
            Files.write(path, bytes);
            write(open(), 1);

            assertEquals(newest(records), latest().query(EVERYTHING), () -> said.toString());
            closeLatest();
        }
        assertEquals(List.of(), said);
    }

    @Test
    void should_go_on_in_an_empty_file_that_was_there() throws IOException {
        Files.createFile(path);
        write(open(), 10);
        assertWritten();
        assertTrue(Files.size(path) > 0);
        assertEquals(List.of(), said);
    }

    @Test
    void should_rotate_where_a_symbolic_link_points() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path link = Files.createSymbolicLink(path, Path.of("second"));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("data", "real.log"));
        write(open(), 3_000);

        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(folder.resolve("second")));
        assertEquals(List.of("app.log", "data", "second"), names(folder));
        assertTrue(
                names(data).containsAll(List.of("real.log", "real.log.1", "real.log.2")),
                names(data).toString());
        assertNewest();
        assertEquals(latest().query(EVERYTHING), new FollowedFiles(path, format).query(EVERYTHING));
    }

    @Test
    void should_make_the_folders_that_a_dangling_link_points_to() throws IOException {
        Files.createSymbolicLink(path, folder.resolve("deep").resolve("er").resolve("real.log"));
        write(open(), 10);
        assertTrue(Files.exists(folder.resolve("deep/er/real.log")));
        assertTrue(Files.isSymbolicLink(path));
    }

    @Test
    void should_find_all_lines_after_copytruncate() throws IOException {
        FileStorage storage = open();
        FollowedFiles reader = new FollowedFiles(path, format);
        for (int round = 0; round < 4; round++) {
            write(storage, 15);
            shift();
            Files.copy(path, folder.resolve("app.log.1"));
            Files.newByteChannel(path, StandardOpenOption.WRITE).truncate(0).close();
            assertWritten();
            assertEquals(storage.query(EVERYTHING), reader.query(EVERYTHING));
            write(storage, 15);
            assertWritten();
            assertEquals(written.size(), storage.stats().size());
            assertEquals(storage.query(EVERYTHING), reader.query(EVERYTHING));
        }
        reopen();
        assertWritten();
        assertEquals(List.of(), said);
    }

    @Test
    void should_find_all_lines_after_a_rename_by_logrotate() throws IOException {
        FileStorage storage = open();
        for (int round = 0; round < 4; round++) {
            write(storage, 15);
            shift();
            Files.move(path, folder.resolve("app.log.1"));
            if (round % 2 == 0) {
                Files.createFile(path);
            }
            assertWritten();
            write(storage, 15);
            assertWritten();
            assertEquals(written.size(), storage.stats().size());
        }
        assertEquals(List.of(), said);
    }

    @Test
    void should_count_what_another_has_cut_or_deleted() throws IOException {
        FileStorage storage = open();
        write(storage, 15);
        Files.newByteChannel(path, StandardOpenOption.WRITE).truncate(0).close();
        written.clear();
        write(storage, 10);
        assertWritten();
        assertEquals(15, storage.stats().dropped());
        Files.delete(path);
        written.clear();
        write(storage, 5);
        assertWritten();
        assertEquals(25, storage.stats().dropped());
        assertEquals(5, storage.stats().size());
    }

    @Test
    void should_read_beside_a_writer_each_line_once_and_leave_no_trace() throws Exception {
        FollowedFiles early = new FollowedFiles(path, format);
        assertEquals(List.of(), names(folder));
        FileStorage storage = open();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 600; i++) {
                write(storage, 5);
            }
        });
        writer.start();
        int before = 0;
        while (writer.isAlive()) {
            List<LogEntry> found = early.query(EVERYTHING);
            assertEquals(
                    found.size(), found.stream().map(LogEntry::id).distinct().count());
            assertTrue(found.size() >= Math.min(before, 500), found.size() + " after " + before);
            before = found.size();
        }
        writer.join();
        List<String> names = names(folder);
        assertEquals(storage.query(EVERYTHING), early.query(EVERYTHING));
        storage.close();
        opened.clear();
        assertEquals(early.query(EVERYTHING), new FollowedFiles(path, format).query(EVERYTHING));
        assertEquals(names, names(folder));
    }

    @Test
    void should_read_the_files_of_several_writers_side_by_side() throws IOException {
        write(open(), 1_000);
        FileStorage second = open();
        for (int i = 0; i < 100; i++) {
            write(second, 3);
            write(opened.get(0), 3);
        }
        FollowedFiles reader = new FollowedFiles(path, format);
        assertEquals(newest(600), reader.query(LogQuery.ALL.withLimit(600)));
        Files.writeString(folder.resolve("app-2.log"), THEIRS);
        assertEquals(newest(600), reader.query(LogQuery.ALL.withLimit(600)));
    }

    @Test
    void should_write_once_what_a_failed_write_has_left_where_nobody_could_cut_it() throws IOException {
        boolean[] full = {false};
        FileStorage storage = open((file, bytes) -> {
            file.write(bytes, 0, full[0] ? bytes.length - 5 : bytes.length);
            if (full[0]) {
                throw new IOException("No space left on device");
            }
        });
        write(storage, 10);
        full[0] = true;
        List<LogEntry> batch = entries(10);
        for (int i = 0; i < 2; i++) {
            try {
                storage.appendAll(batch);
            } catch (RuntimeException expected) {
                assertTrue(String.valueOf(expected.getMessage()).contains("No space"), expected.toString());
            }
        }
        full[0] = false;
        storage.appendAll(batch);
        written.addAll(batch);
        assertWritten();
        assertEquals(List.of(), said);
    }

    @Test
    void should_never_take_a_mixed_file_for_its_own() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(300); i >= 0; i--) {
                text.append(record());
            }
            text.append(THEIRS.repeat(2 + random.nextInt(20)));
            Files.writeString(path, text);
            assertFalse(Ownership.isOwn(path, format), text::toString);
        }
    }

    private void shift() throws IOException {
        for (int number = 9; number > 0; number--) {
            Path from = folder.resolve("app.log." + number);
            if (Files.exists(from)) {
                Files.move(from, folder.resolve("app.log." + (number + 1)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String record() {
        return format.write(entries(1).get(0));
    }

    private static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.APPEND);
    }

    private FileStorage open() throws IOException {
        return open(OutputStream::write);
    }

    private FileStorage open(RotatingFiles.DiskWrite write) throws IOException {
        opened.add(new FileStorage(path, format, SIZE, 10, write, said::add));
        return latest();
    }

    private FileStorage latest() {
        return opened.get(opened.size() - 1);
    }

    private void reopen() throws IOException {
        closeLatest();
        open();
    }

    private void closeLatest() {
        latest().close();
        opened.remove(latest());
    }

    private void write(FileStorage storage, int count) {
        List<LogEntry> batch = entries(count);
        for (int from = 0; from < count; from += 100) {
            storage.appendAll(batch.subList(from, Math.min(count, from + 100)));
        }
        written.addAll(batch);
    }

    private List<LogEntry> entries(int count) {
        return Stream.generate(() -> new LogEntry(
                        ids.next(),
                        Instant.ofEpochMilli(System.currentTimeMillis()),
                        LogLevel.INFO,
                        "a line",
                        "com.acme.Jobs",
                        "a task",
                        null,
                        Map.of("exception", "java.io.IOException: x\n\tat a.B.c(D.java)")))
                .limit(count)
                .collect(Collectors.toList());
    }

    private void assertWritten() {
        assertEquals(newest(written.size()), latest().query(EVERYTHING));
    }

    /** No gap: what is not there any more is older than all that is. */
    private void assertNewest() {
        List<LogEntry> kept = latest().query(EVERYTHING);
        assertEquals(newest(kept.size()), kept);
        assertTrue(kept.size() >= Math.min(written.size(), 1_000), "only " + kept.size());
    }

    private List<LogEntry> newest(int count) {
        List<LogEntry> newest = new ArrayList<>(written.subList(written.size() - count, written.size()));
        Collections.reverse(newest);
        return newest;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
