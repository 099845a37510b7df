package dev.asyncz.agent.storage;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.custom.CustomStorage;
import dev.asyncz.agent.storage.file.FileStorages;
import dev.asyncz.agent.storage.postgres.PostgresStorage;
import dev.asyncz.agent.storage.redis.RedisOpener;
import dev.asyncz.api.LogStorage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The list of storages that do I/O, by the name that the option {@code storage} gives them. */
public final class Storages {
    private Storages() {}

    /** The opener of a kind; a name that is none of the kinds is the class name of a storage that the user has written. */
    public static StorageOpener opener(String name) {
        return switch (name) {
            case "file" -> FileStorages.TEXT;
            case "json" -> FileStorages.JSON;
            case "postgres" -> new Needing("java.sql", new PostgresOpener());
            case "redis" -> new Needing("java.management", new RedisOpener());
            default -> new CustomStorage(name);
        };
    }

    /**
     * A runtime that jlink has made, and an application of modules, have the modules that they name.
     *
     * @param module what the storage needs of the runtime
     */
    private record Needing(String module, StorageOpener opener) implements StorageOpener {

        @Override
        public @Nullable String mistake(Config config) {
            return opener.mistake(config);
        }

        @Override
        public LogStorage open(Config config, Kept kept, Consumer<String> say) throws Exception {
            if (ModuleLayer.boot().findModule(module).isEmpty()) {
                throw new StorageUnavailable(
                        "it needs the module " + module
                                + ", which is not there; start with --add-modules " + module
                                + ", or a Java runtime that has it",
                        null);
            }
            return opener.open(config, kept, say);
        }
    }

    /** Stands before the class that opens it, which would load the driver here and now. */
    private static final class PostgresOpener implements StorageOpener {

        @Override
        public @Nullable String mistake(Config config) {
            String url = config.text("storage.url").strip();
            String rest = url.startsWith("jdbc:") ? url.substring(5) : url;
            if (rest.startsWith("postgresql:") || rest.startsWith("postgres:")) {
                return null;
            }
            // No more than a scheme: what follows may be a password.
            return "storage.url " + (url.isEmpty() ? "is empty" : "does not begin with jdbc:postgresql")
                    + ": expected jdbc:postgresql://host:5432/database or postgresql://host:5432/database";
        }

        @Override
        public LogStorage open(Config config, Kept kept, Consumer<String> say) throws Exception {
            return PostgresStorage.open(config, kept, say);
        }
    }
}
