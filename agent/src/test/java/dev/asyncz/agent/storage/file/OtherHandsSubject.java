package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage at a path that others use, and what was written to it. */
abstract class OtherHandsSubject {
    static final long SIZE = 64 * 1024;
    static final LogQuery EVERYTHING = LogQuery.ALL.withLimit(1_000_000);
    static final String THEIRS = "2026-01-31 12:00:00,123 INFO  [main] com.acme.App - line\n";
    final LineFormat format;
    final TimeOrderedIds ids = new TimeOrderedIds();
    final List<String> said = new ArrayList<>();
    final List<FileStorage> opened = new ArrayList<>();
    final List<LogEntry> written = new ArrayList<>();

    @TempDir
    Path folder;

    Path path;
    Path beside;

    OtherHandsSubject(LineFormat format) {
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

    void shift() throws IOException {
        for (int number = 9; number > 0; number--) {
            Path from = folder.resolve("app.log." + number);
            if (Files.exists(from)) {
                Files.move(from, folder.resolve("app.log." + (number + 1)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    FileStorage open() throws IOException {
        return open(OutputStream::write);
    }

    FileStorage open(RotatingFiles.DiskWrite write) throws IOException {
        opened.add(new FileStorage(path, format, SIZE, 10, write, said::add));
        return latest();
    }

    FileStorage latest() {
        return opened.get(opened.size() - 1);
    }

    void reopen() throws IOException {
        closeLatest();
        open();
    }

    void closeLatest() {
        latest().close();
        opened.remove(latest());
    }

    void write(FileStorage storage, int count) {
        List<LogEntry> batch = entries(count);
        for (int from = 0; from < count; from += 100) {
            storage.appendAll(batch.subList(from, Math.min(count, from + 100)));
        }
        written.addAll(batch);
    }

    List<LogEntry> entries(int count) {
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

    void assertWritten() {
        assertEquals(newest(written.size()), latest().query(EVERYTHING));
    }

    /** No gap: what is not there any more is older than all that is. */
    void assertNewest() {
        List<LogEntry> kept = latest().query(EVERYTHING);
        assertEquals(newest(kept.size()), kept);
        assertTrue(kept.size() >= Math.min(written.size(), 1_000), "only " + kept.size());
    }

    List<LogEntry> newest(int count) {
        List<LogEntry> newest = new ArrayList<>(written.subList(written.size() - count, written.size()));
        Collections.reverse(newest);
        return newest;
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
