package dev.asyncz.agent.storage;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.api.LogStorage;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One kind of storage: says what it can, and opens one. */
public interface StorageOpener {

    Set<StorageTrait> traits();

    default boolean has(StorageTrait trait) {
        return traits().contains(trait);
    }

    /** The module of the JDK that it needs and that a trimmed runtime may lack; null for none. */
    default @Nullable String module() {
        return null;
    }

    /**
     * What is wrong with the options, whatever a server would say: what, and what is expected, without secrets. Null if
     * nothing is. Asked before the application's main, and cheap.
     */
    default @Nullable String mistake(Config config) {
        return null;
    }

    /**
     * Opens the storage; called on the writer's thread, again and again until it succeeds.
     *
     * @param kind what it is for; {@link EntryKind#RUNS} only where {@link StorageTrait#KEEPS_RUNS}
     * @param say takes one line for the user, such as "asyncz.log is in use by another JVM; writing to …"
     * @throws StorageUnavailable when it cannot be reached now
     * @throws Exception when it will not open this way either; the message tells the user what to change
     */
    LogStorage open(Config config, EntryKind kind, Consumer<String> say) throws Exception;

    /**
     * Where the lines of runs that matter are kept beside a storage.
     *
     * @param opened the storage, by {@link #open} or {@link #openToRead}
     * @return null where there is no such place; then the heap keeps them
     */
    default @Nullable KeptPlace keptBeside(LogStorage opened) {
        return null;
    }

    /** About how many bytes the storage takes when it is full; a tenth of them is what runs that matter may take. */
    default long fullBytes(Config config) {
        return EntrySize.withinHeap(config.bytes("storage.maxbytes"));
    }

    /**
     * Opens what others write, for a process that writes nothing; as {@link #open} otherwise. Only where it
     * {@link StorageTrait#READ_BY_OTHERS is}. A storage that is shared is opened as by everybody.
     */
    default LogStorage openToRead(Config config, EntryKind kind, Consumer<String> say) throws Exception {
        return open(config, kind, say);
    }
}
