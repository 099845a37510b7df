package dev.asyncz.agent;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.pipeline.AskedStorage;
import dev.asyncz.agent.pipeline.DirectTarget;
import dev.asyncz.agent.pipeline.EntryTarget;
import dev.asyncz.agent.pipeline.StorageWriter;
import dev.asyncz.agent.storage.Kept;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.Storages;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configured storage with what stands before it: nothing before the ring on the heap, a queue and a writer before
 * everything that does I/O.
 *
 * @param target takes the entries
 * @param asked answers the dashboard
 * @param writer null for the ring
 */
record Store(EntryTarget target, LogStorage asked, @Nullable StorageWriter writer, Diagnostics diagnostics) {
    private static final String MEMORY = "memory";

    /** What the end of the JVM waits for at most. */
    private static final Duration LAST_FLUSH = Duration.ofSeconds(5);

    static Store of(Config config, Diagnostics diagnostics) {
        String name = config.text("storage");
        if (name.equals(MEMORY)) {
            return memory(config, diagnostics);
        }
        StorageOpener opener = Storages.opener(name);
        String mistake = opener.mistake(config);
        if (mistake != null) {
            diagnostics.warn(mistake + "; storage=memory is used instead of " + name
                    + ": NOTHING IS KEPT, all lines are gone when this JVM ends");
            return memory(config, diagnostics);
        }
        StorageWriter writer = new StorageWriter(
                name,
                () -> opener.open(config, Kept.LOGS, diagnostics::say),
                config.integer("queue.maxlen"),
                ofHeap(config.bytes("queue.maxbytes")),
                diagnostics::warn);
        return new Store(writer, new AskedStorage(writer), writer, diagnostics);
    }

    private static Store memory(Config config, Diagnostics diagnostics) {
        RingStorage ring = new RingStorage(config.integer("storage.maxlen"), ofHeap(config.bytes("storage.maxbytes")));
        return new Store(new DirectTarget(MEMORY, ring), ring, null, diagnostics);
    }

    /** The application has the heap for itself: of a small one, whatever is set, a quarter at most. */
    private static long ofHeap(long bytes) {
        return Math.min(bytes, Runtime.getRuntime().maxMemory() / 4);
    }

    /** Starts writing, and sees to it that what is queued is written before the JVM ends. */
    void start() {
        StorageWriter started = writer;
        if (started != null) {
            started.start();
            Runtime.getRuntime().addShutdownHook(new Thread(null, () -> flush(started), "asyncz-flush", 0, false));
        }
    }

    private void flush(StorageWriter writer) {
        long left = writer.flush(LAST_FLUSH);
        if (left > 0) {
            diagnostics.say(left + " lines could not be written before the end and are lost");
        }
    }
}
