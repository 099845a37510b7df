package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What both formats do where others have their hands in: other programs' files, logrotate, readers, links. */
abstract class OtherHandsContract extends ForeignFilesContract {
    OtherHandsContract(LineFormat format) {
        super(format);
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
}
