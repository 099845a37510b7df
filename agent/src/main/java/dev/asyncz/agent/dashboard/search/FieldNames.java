package dev.asyncz.agent.dashboard.search;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which fields the lines have: those of every line, and what was seen in the newest ones. A name that was seen once
 * stays known, up to a bound. Any thread.
 */
final class FieldNames {
    private static final Set<String> OF_ALL = Set.of(
            "logger",
            "level",
            "task",
            "task_id",
            "run",
            "run_id",
            "thread",
            "node",
            "message",
            "msg",
            "text",
            "exception");

    private static final int NEWEST = 500;
    private static final int MAX_NAMES = 1_000;
    private static final long STAYS_NANOS = Duration.ofSeconds(5).toNanos();

    private final LogReader lines;

    // Guarded by this.
    private final Set<String> seen = new LinkedHashSet<>();
    private long lookAgain = System.nanoTime();

    FieldNames(LogReader lines) {
        this.lines = lines;
    }

    boolean has(String name) {
        return OF_ALL.contains(name) || known(name) || look() && known(name);
    }

    /** The names of fields that may hold the id of something: of a trace, a request, an order. */
    List<String> ofIds() {
        look();
        synchronized (this) {
            return new ArrayList<>(seen);
        }
    }

    private synchronized boolean known(String name) {
        return seen.contains(name);
    }

    /** Whether there is more to know than before, maybe. */
    private boolean look() {
        synchronized (this) {
            if (System.nanoTime() - lookAgain < 0) {
                return false;
            }
            lookAgain = System.nanoTime() + STAYS_NANOS;
        }
        try {
            lines.find(LogQuery.ALL.withLimit(NEWEST)).forEach(this::see);
            return true;
        } catch (StorageUnreachable e) {
            return false;
        }
    }

    private synchronized void see(LogEntry entry) {
        entry.extra().forEach((name, value) -> {
            see(name);
            // What stands in these two is found by its own name as well.
            boolean own = name.equals("fields") || name.equals("mdc");
            if (value instanceof Map<?, ?> map) {
                map.keySet().forEach(key -> {
                    see(name + "." + key);
                    if (own) {
                        see(String.valueOf(key));
                    }
                });
            }
        });
    }

    private void see(String name) {
        if (seen.size() < MAX_NAMES) {
            seen.add(name);
        }
    }
}
