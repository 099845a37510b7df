package dev.asyncz.agent.keep;

import dev.asyncz.api.LogEntry;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** The newest of the entries that it is given, each id once: the one that came first. For one thread. */
final class Merge {
    private final TreeMap<UUID, LogEntry> entries = new TreeMap<>((a, b) -> LogEntry.compareIds(b, a));
    private final int limit;

    /** @param limit how many it keeps */
    Merge(int limit) {
        this.limit = limit;
    }

    void add(LogEntry entry) {
        if (isFull() && LogEntry.compareIds(entry.id(), oldest()) < 0) {
            return;
        }
        entries.putIfAbsent(entry.id(), entry);
        if (entries.size() > limit) {
            entries.pollLastEntry();
        }
    }

    void remove(LogEntry entry) {
        entries.remove(entry.id());
    }

    boolean isFull() {
        return entries.size() >= limit;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The id of the oldest one; only if there is any. */
    UUID oldest() {
        return entries.lastKey();
    }

    List<LogEntry> newestFirst() {
        return List.copyOf(entries.values());
    }
}
