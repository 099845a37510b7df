package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What other processes, and earlier starts of this one, have written of their runs: read when somebody looks, then
 * followed. Bounded like {@link TaskRegistry}. Not thread-safe.
 */
final class StoredRuns {
    private static final int PAGE = 1_000;
    private static final int MAX_READ = 20_000;
    private static final int TASKS_AT_ONCE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A record may become visible this much later than a younger one. */
    private static final long OVERLAP_MILLIS = 60_000;

    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final LogStorage storage;
    private final String own;
    private final LongSupplier millis;
    private final Processes processes;
    private final Map<String, StoredTask> tasks = new HashMap<>();
    private final Set<String> askedFor = new HashSet<>();
    private Set<UUID> read = new HashSet<>();
    private @Nullable UUID newest;
    private @Nullable Instant since;

    /**
     * @param own the process whose records are passed over, as it knows better itself
     * @param shared whether processes that are not this one may be alive
     * @param millis the time
     */
    StoredRuns(LogStorage storage, String own, boolean shared, LongSupplier millis) {
        this.storage = storage;
        this.own = own;
        this.millis = millis;
        processes = new Processes(shared);
    }

    Processes processes() {
        return processes;
    }

    Map<String, StoredTask> tasks() {
        return tasks;
    }

    /** The beginning of the oldest run that was read; null while there is none. */
    @Nullable
    Instant since() {
        return since;
    }

    /** Reads what is new. */
    void follow() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long asked = millis.getAsLong();
        UUID from = newest == null ? null : lookingBack(newest);
        List<LogEntry> entries = new ArrayList<>();
        UUID before = null;
        do {
            List<LogEntry> page =
                    page(LogQuery.ALL.withAfter(from).withBefore(before).withLimit(PAGE));
            entries.addAll(page);
            before = page.size() < PAGE ? null : page.get(page.size() - 1).id();
        } while (before != null && entries.size() < MAX_READ && System.nanoTime() < end);
        while (from == null && before != null && entries.size() < 2 * MAX_READ && System.nanoTime() < end) {
            // Most of these are signs of life: further back the runs alone are read.
            List<LogEntry> page = page(LogQuery.ALL
                    .withMinimumLevel(LogLevel.INFO)
                    .withBefore(before)
                    .withLimit(PAGE));
            entries.addAll(page);
            before = page.size() < PAGE ? null : page.get(page.size() - 1).id();
        }
        Collections.reverse(entries);
        Set<UUID> now = new HashSet<>();
        for (LogEntry entry : entries) {
            now.add(entry.id());
            if (!read.contains(entry.id())) {
                add(entry);
            }
        }
        if (!entries.isEmpty()) {
            newest = entries.get(entries.size() - 1).id();
            read = now;
        }
        processes.at(asked);
    }

    /** Reads the runs of tasks that may lie further back than all that was read: once for each task. */
    void lookFor(List<String> known) {
        int asked = 0;
        for (String task : known) {
            if (asked < TASKS_AT_ONCE && isUnknown(task) && askedFor.add(task)) {
                asked++;
                List<LogEntry> entries =
                        new ArrayList<>(page(LogQuery.ALL.withTask(task).withLimit(TaskRegistry.MAX_RUNS)));
                Collections.reverse(entries);
                entries.forEach(this::add);
            }
        }
    }

    private boolean isUnknown(String task) {
        StoredTask known = tasks.get(task);
        return known == null || known.isEmpty();
    }

    /**
     * The record of a run with its exception; null if there is none.
     *
     * @param task its task, by which some storages find it sooner; null if unknown
     */
    @Nullable
    RunRecord find(String runId, @Nullable String task) {
        RunRecord found = null;
        for (LogEntry entry : page(LogQuery.ALL.withTask(task).withRun(runId).withLimit(10))) {
            RunRecord record = RunRecord.of(entry);
            if (record != null && record.run() != null && (found == null || !isOver(found) && isOver(record))) {
                found = record;
            }
        }
        return found;
    }

    /**
     * Runs of a task that began before another one, of all processes, the one that began last first. What is not over
     * is running still as far as the records say. Any thread.
     *
     * @param before the other one's id
     * @param limit how many at most
     */
    List<RunRecord> older(String task, UUID before, int limit) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        // Beginnings and ids may come from clocks a little apart.
        Instant until = Instant.ofEpochMilli(TimeOrderedIds.millis(before)).plus(CLOCKS);
        Map<String, RunRecord> found = new HashMap<>();
        UUID cursor = null;
        int read = 0;
        do {
            List<LogEntry> page = page(LogQuery.ALL
                    .withTask(task)
                    .withRange(null, until)
                    .withBefore(cursor)
                    .withLimit(Math.min(PAGE, 2 * limit)));
            for (LogEntry entry : page) {
                RunRecord record = RunRecord.of(entry);
                if (record != null && record.run() != null && record.run().id().compareTo(before.toString()) < 0) {
                    found.merge(record.run().id(), record, (one, other) -> isOver(one) ? one : other);
                }
            }
            read += page.size();
            cursor = page.size() < Math.min(PAGE, 2 * limit)
                    ? null
                    : page.get(page.size() - 1).id();
        } while (cursor != null && found.size() < limit && read < MAX_READ && System.nanoTime() < end);
        List<RunRecord> records = new ArrayList<>(found.values());
        records.sort(Comparator.comparing((RunRecord record) ->
                        Objects.requireNonNull(record.run()).id())
                .reversed());
        return List.copyOf(records.subList(0, Math.min(limit, records.size())));
    }

    /**
     * The records of the runs that began within a time and have ended, of all processes. Signs of life, which are many,
     * are of a lower level and not read. Any thread.
     *
     * @param most how many are read at most, the newest
     */
    PastRuns between(Instant since, Instant until, int most) {
        LogQuery asked = LogQuery.ALL.withMinimumLevel(LogLevel.INFO).withRange(since, until);
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<String, PastRuns.PastRun> found = new HashMap<>();
        UUID cursor = null;
        int read = 0;
        do {
            List<LogEntry> page = page(asked.withBefore(cursor).withLimit(PAGE));
            page.forEach(entry -> PastRuns.PastRun.of(entry)
                    .ifPresent(run -> found.putIfAbsent(run.run().id(), run)));
            read += page.size();
            cursor = page.size() < PAGE ? null : page.get(page.size() - 1).id();
        } while (cursor != null && read < most && System.nanoTime() < end);
        return new PastRuns(List.copyOf(found.values()), cursor == null);
    }

    private static boolean isOver(RunRecord record) {
        return record.run() != null && record.run().outcome().isOver();
    }

    /** Whether a process may go on, this one too. */
    boolean mayRun(String process) {
        return process.equals(own) || processes.isAlive(process);
    }

    private void add(LogEntry entry) {
        RunRecord record = RunRecord.of(entry);
        if (record == null || record.process().equals(own)) {
            return;
        }
        // The id of a copy is of whoever has made it.
        boolean again = RunRecord.isAgain(entry);
        long written = again ? entry.ts().toEpochMilli() : TimeOrderedIds.millis(entry.id());
        processes.heard(record, RunRecord.node(entry), written);
        TaskFacts task = record.task();
        if (task == null || tasks.size() >= TaskRegistry.MAX_TASKS && !tasks.containsKey(task.id())) {
            return;
        }
        processes.has(record.process(), task.id());
        StoredTask kept = tasks.computeIfAbsent(task.id(), id -> new StoredTask(task));
        RunFacts run = record.run();
        if (run != null) {
            since = since == null || run.started().isBefore(since) ? run.started() : since;
            kept.add(record, run, task);
        }
        kept.told(record, task, written);
    }

    private List<LogEntry> page(LogQuery query) {
        List<LogEntry> page = new ArrayList<>();
        storage.query(query).forEach(page::add);
        return page;
    }

    private static UUID lookingBack(UUID id) {
        return new UUID(Math.max(0, TimeOrderedIds.millis(id) - OVERLAP_MILLIS) << 16, 0);
    }
}
