package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage of rotating files, and entries for it. */
abstract class RotatingSubject {
    static final long SIZE = 64 * 1024;
    static final LogQuery EVERYTHING = LogQuery.ALL.withLimit(1_000_000);
    final LineFormat format;
    final List<String> said = new ArrayList<>();
    final List<FileStorage> opened = new ArrayList<>();

    final AtomicLong clock =
            new AtomicLong(Instant.parse("2026-01-31T12:00:00Z").toEpochMilli());

    TimeOrderedIds ids = new TimeOrderedIds(clock::incrementAndGet);

    @TempDir
    Path folder;

    Path path;

    RotatingSubject(LineFormat format) {
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

    FileStorage open() throws IOException {
        return open(1024 * 1024, 5);
    }

    FileStorage open(long maxSize, int backups) throws IOException {
        return open(maxSize, backups, OutputStream::write);
    }

    FileStorage open(long maxSize, int backups, RotatingFiles.DiskWrite write) throws IOException {
        opened.add(new FileStorage(path, format, maxSize, backups, write, said::add));
        return latest();
    }

    void reopen() throws IOException {
        latest().close();
        opened.remove(latest());
        open();
    }

    FileStorage latest() {
        return opened.get(opened.size() - 1);
    }

    Path numbered(int number) {
        return path.resolveSibling("lines.log." + number);
    }

    /** What a search finds in the file. */
    List<LogEntry> found(Search search) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            search.read(file, file.length());
            return search.found();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<LogEntry> entries(int count) {
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

    LogEntry entry(String message) {
        return new LogEntry(ids.next(), now(), LogLevel.INFO, message, "", null, null, Map.of());
    }

    LogEntry full(String message) {
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

    Instant now() {
        return Instant.ofEpochMilli(clock.get());
    }

    static List<LogEntry> newestFirst(List<LogEntry> entries) {
        List<LogEntry> reversed = new ArrayList<>(entries);
        Collections.reverse(reversed);
        return reversed;
    }
}
