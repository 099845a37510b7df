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
            // Not a method's reference, which would load the class, and what it needs, here and now.
            case "postgres" -> needing("java.sql", (config, kept, say) -> PostgresStorage.open(config, kept, say));
            case "redis" -> needing("java.management", new RedisOpener());
            default -> new CustomStorage(name);
        };
    }

    /** A runtime that jlink has made, and an application of modules, have the modules that they name. */
    private static StorageOpener needing(String module, StorageOpener opener) {
        return (config, kept, say) -> {
            if (ModuleLayer.boot().findModule(module).isEmpty()) {
                throw new StorageUnavailable(
                        "it needs the module " + module
                                + ", which is not there; start with --add-modules " + module
                                + ", or a Java runtime that has it",
                        null);
            }
            return opener.open(config, kept, say);
        };
    }
}
