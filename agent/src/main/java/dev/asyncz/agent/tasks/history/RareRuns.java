package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the history of tasks that run seldom in a storage of bounded size, out of which the runs of those that run often
 * would push it: before that happens it writes the newest runs of such a task again. Of the tasks of this process, at
 * most one task a moment. For the writer's thread alone.
 */
public final class RareRuns {
    /** How many runs of a task are written again. */
    static final int RUNS = 30;

    private static final long PAUSE_MILLIS = Duration.ofMillis(500).toMillis();

    /** What a record takes in a file, as a rule, beside its exception. */
    public static final int BYTES_A_RECORD = 512;

    /** How much of the storage is looked at when it begins: what is not there is written again. */
    private static final int NEWEST = 1_000;

    private final TaskRegistry tasks;
    private final LogStorage storage;
    private final long patience;
    private final LongSupplier millis;
    private final TimeOrderedIds ids = new TimeOrderedIds();

    /** By task, how much had been written when a record of it was, the last time. */
    private final Map<String, Long> at = new HashMap<>();

    private long written;
    private long lastMillis;
    private boolean looked;

    /**
     * @param storage answers what was written
     * @param patience after how many records of other tasks a task's own are written again
     */
    public RareRuns(TaskRegistry tasks, LogStorage storage, long patience) {
        this(tasks, storage, patience, System::currentTimeMillis);
    }

    RareRuns(TaskRegistry tasks, LogStorage storage, long patience, LongSupplier millis) {
        this.tasks = tasks;
        this.storage = storage;
        this.patience = patience;
        this.millis = millis;
    }

    /** Hears of every record that is written. */
    public void written(LogEntry record) {
        String exception = record.exception();
        written += 1 + (exception == null ? 0 : exception.length() / BYTES_A_RECORD);
        if (record.taskId() != null && record.runId() != null) {
            at.put(record.taskId(), written);
        }
    }

    /**
     * Hands over what is to be written again; called often, and does nothing most of the times.
     *
     * @throws RuntimeException when the storage does not answer; it is asked again later
     */
    public void write(Consumer<LogEntry> target) {
        long now = millis.getAsLong();
        if (Math.abs(now - lastMillis) < PAUSE_MILLIS) {
            return;
        }
        lastMillis = now;
        if (!looked) {
            ask(LogQuery.ALL.withLimit((int) Math.max(1, Math.min(NEWEST, patience / 2))))
                    .forEach(entry -> {
                        if (entry.taskId() != null && entry.runId() != null) {
                            at.putIfAbsent(entry.taskId(), written);
                        }
                    });
            looked = true;
        }
        for (String task : tasks.names()) {
            Long last = at.get(task);
            if (last == null || written - last >= patience) {
                newest(task).forEach(entry -> {
                    LogEntry again = RunRecord.again(entry, ids.next());
                    written(again);
                    target.accept(again);
                });
                at.put(task, written);
                return;
            }
        }
    }

    /** The records of its newest runs, oldest first; of a run that has ended that of its end. */
    private List<LogEntry> newest(String task) {
        Map<String, LogEntry> runs = new HashMap<>();
        for (LogEntry entry : ask(LogQuery.ALL.withTask(task).withLimit(4 * RUNS))) {
            String run = entry.runId();
            if (run != null) {
                runs.merge(run, entry, (one, other) -> RunRecord.isOver(one) ? one : other);
            }
        }
        List<LogEntry> newest = new ArrayList<>(runs.values());
        newest.sort(Comparator.comparing((LogEntry entry) -> String.valueOf(entry.runId()))
                .reversed());
        newest = newest.subList(0, Math.min(RUNS, newest.size()));
        Collections.reverse(newest);
        return newest;
    }

    private List<LogEntry> ask(LogQuery query) {
        List<LogEntry> entries = new ArrayList<>();
        storage.query(query).forEach(entries::add);
        return entries;
    }
}
