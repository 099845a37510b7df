package dev.asyncz.agent.storage;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a storage that is tested has to say of itself, and entries to ask it about. */
abstract class StorageSubject {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    final TimeOrderedIds ids = new TimeOrderedIds(NOON::toEpochMilli);

    /** An empty storage with room for 5,000 short lines and a message of 1 MB. Each is closed. */
    protected abstract LogStorage open() throws Exception;

    /** What becomes of a text: a storage may replace NUL and lone surrogates. */
    protected String kept(String text) {
        return text;
    }

    /** What becomes of a time: a storage may keep it less precisely, but no less than to the millisecond. */
    protected Instant kept(Instant ts) {
        return ts;
    }

    /** Called when all is appended and a query should find it: for a storage that others index. */
    protected void settle(LogStorage storage) throws Exception {}

    void appendEach(LogStorage storage, List<LogEntry> entries) throws Exception {
        entries.forEach(storage::append);
        settle(storage);
    }

    static List<LogEntry> find(LogStorage storage, LogQuery query) {
        List<LogEntry> found = new ArrayList<>();
        storage.query(query).forEach(found::add);
        return found;
    }

    static List<LogEntry> newestFirst(List<LogEntry> entries) {
        List<LogEntry> reversed = new ArrayList<>(entries);
        reversed.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
        return reversed;
    }

    static List<String> messages(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::message).toList();
    }

    List<LogEntry> entries(int count) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry("message " + i));
        }
        return entries;
    }

    LogEntry entry(String message) {
        return new LogEntry(ids.next(), NOON, LogLevel.INFO, message, "com.acme", null, null, Map.of());
    }

    /** Entries of three tasks and of none, of all levels, a second apart, some with an exception. */
    List<LogEntry> mixed(int count) {
        LogLevel[] levels = LogLevel.values();
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String task = i % 4 == 0 ? null : i % 4 == 2 ? "group.Täsk %_\\ 2" : "task-" + i % 4;
            String message = i % 10 == 3 ? "Ärger 100% _X_ \\ [a" + i : "message " + i;
            Map<String, Object> extra = new HashMap<>();
            if (i % 6 == 0) {
                extra.put(LogEntry.EXCEPTION, "E: boom\n\tat com.acme.X.y");
            } else {
                extra.put("thread", "main");
                extra.put("mdc", Map.of("user", i % 2 == 0 ? "ännchen" : "bob \"b\"", "a.b", "abc"));
                extra.put("fields", Map.of("order", Map.of("id", i / 8)));
                extra.put("tags", List.of(i % 3 == 1 ? "red" : "green", i));
                extra.put("share", i / 8.0);
                if (i % 10 == 1) {
                    extra.put("level", "VERBOSE");
                }
            }
            entries.add(new LogEntry(
                    ids.next(),
                    NOON.plusSeconds(i),
                    levels[i % levels.length],
                    message,
                    "com.acme",
                    task,
                    task == null ? null : "run-" + i / 10,
                    extra));
        }
        return entries;
    }
}
