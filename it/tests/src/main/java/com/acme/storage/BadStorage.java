package com.acme.storage;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Throws, blocks, lies, tells its configuration or recovers from errors, as the system property {@code bad} says. */
public final class BadStorage implements LogStorage {
    private final List<LogEntry> kept = new ArrayList<>();
    private int errors = 3;
    private final String way = System.getProperty("bad");

    private final Map<String, String> configuration;

    public BadStorage(Map<String, String> configuration) {
        this.configuration = configuration;
    }

    @Override
    public synchronized void append(LogEntry entry) {
        if (way.equals("throws")) {
            throw new NoClassDefFoundError("driver/That/Is/Not/There");
        }
        if (way.equals("recovers") && errors-- > 0) {
            throw errors == 1 ? new OutOfMemoryError("not really") : new NoClassDefFoundError("driver/That/Is/Late");
        }
        if (way.equals("tells")) {
            throw new IllegalStateException("no login with " + new TreeMap<>(configuration));
        }
        if (way.equals("blocks")) {
            block();
        }
        kept.add(entry);
    }

    @Override
    public synchronized Iterable<LogEntry> query(LogQuery query) {
        if (way.equals("tells")) {
            throw new IllegalStateException("nothing to read with " + new TreeMap<>(configuration));
        }
        return new ArrayList<>(kept);
    }

    private void block() {
        while (true) {
            try {
                wait();
            } catch (InterruptedException goOn) {
                // It blocks, whatever happens.
            }
        }
    }
}
