package dev.asyncz.agent.storage;

import dev.asyncz.agent.storage.postgres.PostgresStorage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of storages that do I/O, by the name that the option {@code storage} gives them. */
public final class Storages {
    private static final Map<String, StorageOpener> OPENERS = Map.of("postgres", PostgresStorage::open);

    private Storages() {}

    /** The opener of a kind; null for a name that is none of the kinds. */
    public static @Nullable StorageOpener opener(String name) {
        return OPENERS.get(name);
    }
}
