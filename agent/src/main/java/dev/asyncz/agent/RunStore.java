package dev.asyncz.agent;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NodeName;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.diagnostics.Secrets;
import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.pipeline.AskedStorage;
import dev.asyncz.agent.pipeline.StorageWriter;
import dev.asyncz.agent.signs.MuteLog;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.agent.storage.Storages;
import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.Jvm;
import dev.asyncz.agent.tasks.history.RareRuns;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.RunJournal;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of tasks and runs, and the storage that keeps it beside the lines: one of the same kind. The memory
 * storage and a user's own keep lines alone; then runs are known for as long as the process lives.
 *
 * @param tasks hears of every run
 * @param keeping writes the runs down; null where nothing does
 */
record RunStore(TaskRegistry tasks, @Nullable Keeping keeping) {
    /** After how many runs of all nodes a seldom task's are written again. */
    private static final long SHARED_PATIENCE = 125_000;

    /** What the end of the JVM waits for at most. */
    private static final Duration LAST_FLUSH = Duration.ofSeconds(5);

    /** @param keeper holds the lines of runs */
    static RunStore of(Config config, RunKeeper keeper, Diagnostics diagnostics) {
        return of(config, keeper, false, diagnostics);
    }

    /** For a process that runs nothing, and shows what others have written. */
    static RunStore toRead(Config config, RunKeeper keeper, Diagnostics diagnostics) {
        return of(config, keeper, true, diagnostics);
    }

    private static RunStore of(Config config, RunKeeper keeper, boolean reading, Diagnostics diagnostics) {
        StorageOpener opener = Storages.configured(config);
        if (!opener.has(StorageTrait.KEEPS_RUNS)) {
            return new RunStore(new TaskRegistry(keeper, null), null);
        }
        if (opener.mistake(config) != null) {
            // As the lines are.
            return new RunStore(new TaskRegistry(keeper, null), null);
        }
        boolean shared = opener.has(StorageTrait.SHARED);
        NodeName node = new NodeName(config);
        RunJournal journal = new RunJournal(node);
        TaskRegistry tasks = new TaskRegistry(keeper, journal);
        // Others may write to a shared storage as much as this process does.
        long patience = shared
                ? sharedPatience(config)
                : config.bytes("storage.maxsize")
                        * Math.max(1, config.integer("storage.backups"))
                        / (2 * RareRuns.BYTES_A_RECORD);
        return new RunStore(
                tasks,
                new Keeping(
                        tasks,
                        journal,
                        node,
                        shared || reading,
                        reading && !shared,
                        config.text("storage"),
                        Storages.opening(config, EntryKind.RUNS, reading, diagnostics::say),
                        patience,
                        diagnostics,
                        config.secrets()));
    }

    private static long sharedPatience(Config config) {
        int count = config.integer("storage.retention.count");
        return count == 0 ? SHARED_PATIENCE : Math.min(SHARED_PATIENCE, count / 8);
    }

    /**
     * Starts writing, and sees to it that what is left is written before the JVM ends.
     *
     * @param self what this JVM is, for those that share the storage
     */
    void start(Supplier<Jvm.Facts> self) {
        if (keeping != null) {
            if (keeping.besideOthers) {
                keeping.journal.describe(self);
            }
            keeping.start();
        }
    }

    /** Starts what only reads. */
    void start() {
        if (keeping != null) {
            keeping.start();
        }
    }

    /** What answers the dashboard; made when it is opened, as it costs time that the application's start has not. */
    RunHistory history() {
        return keeping == null ? new RunHistory(tasks) : keeping.history();
    }

    /** Whose turn it is to tell; null where nobody shares the storage. */
    @Nullable
    TellerLease tellerLease() {
        return keeping == null ? null : keeping.asked().tellerLease();
    }

    /** Where it is kept which signs nobody wants to hear of. */
    MuteLog mutes() {
        Keeping kept = keeping;
        return kept == null || kept.readOnly ? MuteLog.NONE : new MuteLog(kept::asked, kept.writer::put);
    }

    /** Where the runs went; null where nothing keeps them. */
    @Nullable
    StorageFigures figures() {
        return keeping == null ? null : keeping.figures();
    }

    /** The journal on its way to the storage. */
    static final class Keeping {
        private static final int QUEUE_ENTRIES = 20_000;
        private static final long QUEUE_BYTES = 8 << 20;
        private static final Set<String> SIGNAL_HANDLERS =
                Set.of("SIGTERM handler", "SIGINT handler", "SIGHUP handler");

        private final TaskRegistry tasks;
        private final RunJournal journal;
        private final NodeName node;
        private final boolean besideOthers;
        private final boolean readOnly;
        private final StorageWriter writer;
        private final long patience;
        private final Diagnostics diagnostics;

        // Made when they are needed first, as they cost time that the application's start has not.
        private @Nullable AskedStorage asked;
        private @Nullable RareRuns seldom;

        Keeping(
                TaskRegistry tasks,
                RunJournal journal,
                NodeName node,
                boolean besideOthers,
                boolean readOnly,
                String storage,
                Callable<LogStorage> opener,
                long patience,
                Diagnostics diagnostics,
                Secrets secrets) {
            this.tasks = tasks;
            this.journal = journal;
            this.node = node;
            this.besideOthers = besideOthers;
            this.readOnly = readOnly;
            this.patience = patience;
            this.diagnostics = diagnostics;
            writer = new StorageWriter(
                    storage + " (runs)", opener, QUEUE_ENTRIES, QUEUE_BYTES, this::write, diagnostics::warn, secrets);
        }

        private StorageFigures figures() {
            StorageFigures written = writer.figures();
            Map<String, Long> dropped = new HashMap<>(written.dropped());
            dropped.put("burst", journal.dropped());
            return new StorageFigures(
                    written.storage(),
                    written.produced() + journal.dropped(),
                    written.stored(),
                    written.queued(),
                    Map.copyOf(dropped),
                    written.trouble() == null ? journal.trouble() : written.trouble(),
                    written.troubled());
        }

        private RunHistory history() {
            return new RunHistory(tasks, journal, asked(), besideOthers, node);
        }

        private synchronized AskedStorage asked() {
            AskedStorage made = asked == null ? new AskedStorage(writer) : asked;
            asked = made;
            return made;
        }

        private void write() {
            if (readOnly) {
                return;
            }
            RareRuns again = seldom;
            if (again == null) {
                again = new RareRuns(tasks, asked(), patience);
                seldom = again;
            }
            RareRuns hears = again;
            journal.write(tasks, record -> {
                hears.written(record);
                writer.put(record);
            });
            try {
                again.write(writer::put);
            } catch (RuntimeException unanswered) {
                // The journal goes on, and the storage is asked again in a moment.
            }
        }

        private void start() {
            writer.start();
            if (!readOnly) {
                Runtime.getRuntime().addShutdownHook(new Thread(null, this::flush, "asyncz-flush-runs", 0, false));
            }
        }

        /**
         * Whether a signal ends the JVM, rather than that its program is done: the JDK handles it on a thread of its own,
         * which waits for the end.
         */
        private static boolean isStopped() {
            ThreadGroup all = Thread.currentThread().getThreadGroup();
            while (all.getParent() != null) {
                all = all.getParent();
            }
            Thread[] threads = new Thread[all.activeCount() + 100];
            int count = all.enumerate(threads);
            for (int i = 0; i < count; i++) {
                if (SIGNAL_HANDLERS.contains(threads[i].getName())) {
                    return true;
                }
            }
            return false;
        }

        private void flush() {
            journal.writeLast(tasks, writer::put, isStopped());
            long left = writer.flush(LAST_FLUSH);
            if (left > 0) {
                diagnostics.say(left + " runs could not be written before the end and are lost from the history");
            }
        }
    }
}
