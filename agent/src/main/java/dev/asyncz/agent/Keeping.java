package dev.asyncz.agent;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.config.NodeName;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.keep.KeptStorage;
import dev.asyncz.agent.keep.PlaceWriter;
import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens a storage that does I/O together with the place where it keeps runs that matter, and has them written down on the
 * storage's writer's thread.
 */
final class Keeping implements Callable<LogStorage>, Runnable {
    /** Of runs that are not written down yet. */
    private static final long MOST_ON_HEAP = 16 << 20;

    /** A question may have to read all of it. */
    private static final long MOST_BY_DEFAULT = 64 << 20;

    private final Callable<LogStorage> newest;
    private final StorageOpener opener;
    private final RunKeeper keeper;
    private final PlaceWriter.@Nullable Settings settings;
    private final Diagnostics diagnostics;
    private final CountDownLatch written = new CountDownLatch(1);
    private volatile boolean ending;
    private volatile boolean opened;
    private @Nullable PlaceWriter writer;

    /**
     * @param newest opens the storage of the newest lines
     * @param settings null for a process that writes nothing
     */
    private Keeping(
            Callable<LogStorage> newest,
            StorageOpener opener,
            RunKeeper keeper,
            PlaceWriter.@Nullable Settings settings,
            Diagnostics diagnostics) {
        this.newest = newest;
        this.opener = opener;
        this.keeper = keeper;
        this.settings = settings;
        this.diagnostics = diagnostics;
    }

    static Keeping of(
            Callable<LogStorage> newest,
            StorageOpener opener,
            RunKeeper keeper,
            Config config,
            boolean reading,
            Diagnostics diagnostics) {
        PlaceWriter.Settings settings = new PlaceWriter.Settings(
                bounds(config, opener),
                new NodeName(config),
                !opener.has(StorageTrait.SHARED),
                diagnostics::say,
                System::currentTimeMillis);
        return new Keeping(newest, opener, keeper, reading ? null : settings, diagnostics);
    }

    /** Holds runs on the heap: until they are written down, or for good where nothing does that. */
    static RunKeeper keeper(Config config, StorageOpener opener) {
        KeepBounds bounds = bounds(config, opener);
        long onHeap = opener.has(StorageTrait.KEEPS_RUNS) ? Math.min(MOST_ON_HEAP, bounds.bytes()) : bounds.bytes();
        return new RunKeeper(bounds.withBytes(EntrySize.withinHeap(onHeap)));
    }

    private static KeepBounds bounds(Config config, StorageOpener opener) {
        long set = config.bytes("keep.bytes");
        return new KeepBounds(
                config.integer("keep.failed"),
                config.integer("keep.good"),
                config.integer("keep.lines"),
                set > 0 ? set : Math.min(MOST_BY_DEFAULT, opener.fullBytes(config) / 10),
                new NamePatterns(config.text("keep.tasks")));
    }

    @Override
    public LogStorage call() throws Exception {
        LogStorage storage = newest.call();
        try {
            KeptPlace place = opener.keptBeside(storage);
            if (place == null && settings != null) {
                diagnostics.say("this storage has no second place: the lines of runs that matter are kept on the heap,"
                        + " beside it, until this JVM ends");
            }
            KeptStorage both = new KeptStorage(storage, keeper, place);
            writer = settings == null ? null : both.writer(settings);
            opened = true;
            return both;
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** Writes what is due. On the storage's writer's thread. */
    @Override
    public void run() {
        PlaceWriter due = writer;
        if (due == null || written.getCount() == 0) {
            written.countDown();
        } else if (ending) {
            due.writeLast();
            written.countDown();
        } else {
            due.write();
        }
    }

    /** Waits until the writer's thread has written all runs down. */
    void finish(Duration atMost) {
        ending = true;
        try {
            if (opened && !written.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                diagnostics.say("the last lines of some runs may be missing in what is kept of them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
