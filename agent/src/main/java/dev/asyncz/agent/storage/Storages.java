package dev.asyncz.agent.storage;

import dev.asyncz.agent.storage.custom.CustomStorage;
import dev.asyncz.agent.storage.file.FileStorages;
import dev.asyncz.agent.storage.postgres.PostgresStorage;
import dev.asyncz.agent.storage.redis.RedisOpener;

/** The list of storages that do I/O, by the name that the option {@code storage} gives them. */
public final class Storages {
    private Storages() {}

    /** The opener of a kind; a name that is none of the kinds is the class name of a storage that the user has written. */
    public static StorageOpener opener(String name) {
        return switch (name) {
            case "file" -> FileStorages.TEXT;
            case "json" -> FileStorages.JSON;
            case "postgres" -> PostgresStorage::open;
            case "redis" -> new RedisOpener();
            default -> new CustomStorage(name);
        };
    }
}
