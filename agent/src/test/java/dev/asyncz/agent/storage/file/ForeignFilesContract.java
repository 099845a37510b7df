package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.api.LogEntry;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both formats do with files of other programs, whenever these come. */
abstract class ForeignFilesContract extends OtherHandsSubject {
    ForeignFilesContract(LineFormat format) {
        super(format);
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

    private String record() {
        return format.write(entries(1).get(0));
    }

    private static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.APPEND);
    }
}
