package dev.asyncz.agent;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.keep.KeptStorage;
import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.keep.Reaching;
import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.pipeline.AskedStorage;
import dev.asyncz.agent.pipeline.DirectTarget;
import dev.asyncz.agent.pipeline.EntryTarget;
import dev.asyncz.agent.pipeline.StorageWriter;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.Storages;
import dev.asyncz.agent.storage.memory.MemoryOpener;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.handoff.UnobservedFailures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configured storage with what stands before it: nothing before the ring on the heap, a queue and a writer before
 * everything that does I/O.
 *
 * @param target takes the entries
 * @param asked answers the dashboard
 * @param keeper holds the lines of runs until it is known whether they matter
 * @param written what is written; null for the ring
 */
record Store(
        EntryTarget target,
        LogStorage asked,
        RunKeeper keeper,
        @Nullable Written written,
        Diagnostics diagnostics) {
    /** What the end of the JVM waits for at most. */
    private static final Duration LAST_FLUSH = Duration.ofSeconds(5);

    /** Of them, for the runs that are kept. */
    private static final Duration LAST_RUNS = Duration.ofSeconds(2);

    /** What writes lines, and beside them runs that matter. */
    record Written(StorageWriter writer, Keeping runs) {}

    static Store of(Config config, Diagnostics diagnostics) {
        return of(config, false, diagnostics);
    }

    /** For a process that logs nothing, and shows what others write; without a writer where there is nothing to show. */
    static Store toRead(Config config, Diagnostics diagnostics) {
        return of(config, true, diagnostics);
    }

    private static Store of(Config config, boolean reading, Diagnostics diagnostics) {
        StorageOpener opener = Storages.configured(config);
        if (opener instanceof MemoryOpener) {
            return memory(config, diagnostics);
        }
        String name = config.text("storage");
        String mistake = opener.mistake(config);
        if (mistake != null) {
            diagnostics.warn(mistake + "; storage=memory is used instead of " + name
                    + ": NOTHING IS KEPT, all lines are gone when this JVM ends");
            return memory(config, diagnostics);
        }
        RunKeeper keeper = Keeping.keeper(config, opener);
        Keeping runs = Keeping.of(
                Storages.opening(config, EntryKind.LOGS, reading, diagnostics::say),
                opener,
                keeper,
                config,
                reading,
                diagnostics);
        StorageWriter writer = new StorageWriter(
                name,
                runs,
                config.integer("queue.maxlen"),
                EntrySize.withinHeap(config.bytes("queue.maxbytes")),
                runs,
                diagnostics::warn,
                config.secrets());
        return new Store(writer, new AskedStorage(writer), keeper, new Written(writer, runs), diagnostics);
    }

    private static Store memory(Config config, Diagnostics diagnostics) {
        MemoryOpener opener = new MemoryOpener();
        RingStorage ring = opener.open(config);
        RunKeeper keeper = Keeping.keeper(config, opener);
        return new Store(
                new DirectTarget("memory", ring), new KeptStorage(ring, keeper, null), keeper, null, diagnostics);
    }

    /** How far back its lines go. */
    Reach reach() {
        return asked instanceof Reaching far ? far.reach() : Reach.UNKNOWN;
    }

    /** Starts ranking the runs that end, and writing, and sees to it that what is queued is written before the JVM ends. */
    void start() {
        keeper.start(diagnostics::warn);
        Written started = written;
        if (started != null) {
            started.writer.start();
            Runtime.getRuntime().addShutdownHook(new Thread(null, () -> flush(started), "asyncz-flush", 0, false));
        }
    }

    private void flush(Written started) {
        UnobservedFailures.tellAll();
        long left = started.writer.flush(LAST_FLUSH);
        if (left > 0) {
            diagnostics.say(left + " lines could not be written before the end and are lost");
        } else {
            started.runs.finish(LAST_RUNS);
        }
    }
}
