package dev.asyncz.agent.storage;

import dev.asyncz.agent.storage.custom.CustomStorage;
import dev.asyncz.agent.storage.file.FileStorages;
import dev.asyncz.agent.storage.postgres.PostgresStorage;
import dev.asyncz.agent.storage.redis.RedisOpener;
import java.util.Map;

/**
 * The list of storages that do I/O, by the name that the option {@code storage} gives them; a class name is a storage
 * that the user has written.
 */
public final class Storages {
    private static final Map<String, StorageOpener> OPENERS = Map.of(
            "file", FileStorages.TEXT,
            "json", FileStorages.JSON,
            "postgres", PostgresStorage::open,
            "redis", new RedisOpener());

    private Storages() {}

    /** The opener of a kind; a name that is none of the kinds is a class name. */
    public static StorageOpener opener(String name) {
        StorageOpener known = OPENERS.get(name);
        return known == null ? new CustomStorage(name) : known;
    }
}
