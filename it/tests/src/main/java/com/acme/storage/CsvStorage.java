package com.acme.storage;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Keeps the lines of this process on the heap, and writes a table of them on the way. */
public final class CsvStorage implements LogStorage {
    private final ConcurrentLinkedDeque<LogEntry> newestFirst = new ConcurrentLinkedDeque<>();
    private final Path table;

    public CsvStorage(Map<String, String> configuration) {
        table = Path.of(configuration.get("storage.path"));
    }

    @Override
    public void append(LogEntry entry) {
        newestFirst.addFirst(entry);
        String row = entry.ts() + ";" + entry.level() + ";" + entry.taskId() + ";" + entry.message() + "\n";
        try {
            Files.writeString(table, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the agent keeps the entry, and tries again
        }
    }

    @Override
    public Iterable<LogEntry> query(LogQuery query) {
        return List.copyOf(newestFirst).stream().filter(query::matches).limit(query.limit())::iterator;
    }
}
