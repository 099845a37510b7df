package dev.asyncz.agent.storage;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.custom.CustomStorage;
import dev.asyncz.agent.storage.file.FileStorages;
import dev.asyncz.agent.storage.memory.MemoryOpener;
import dev.asyncz.agent.storage.opensearch.OpenSearchOpener;
import dev.asyncz.agent.storage.postgres.PostgresOpener;
import dev.asyncz.agent.storage.redis.RedisOpener;
import dev.asyncz.api.LogStorage;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The list of storages, by the name that the option {@code storage} gives them. */
public final class Storages {
    private Storages() {}

    /** The kind that is configured. */
    public static StorageOpener configured(Config config) {
        return opener(config.text("storage"));
    }

    /** A kind; a name that is none of the kinds is the class name of a storage that the user has written. */
    public static StorageOpener opener(String name) {
        return switch (name) {
            case "memory" -> new MemoryOpener();
            case "file" -> FileStorages.TEXT;
            case "json" -> FileStorages.JSON;
            case "postgres" -> new PostgresOpener();
            case "redis" -> new RedisOpener();
            case "opensearch", "elasticsearch" -> new OpenSearchOpener();
            default -> new CustomStorage(name);
        };
    }

    /**
     * What opens the configured storage, again and again until it succeeds; throws {@link StorageUnavailable} where a
     * runtime that jlink has made lacks what the storage needs.
     *
     * @param reading whether for a process that writes nothing
     */
    public static Callable<LogStorage> opening(Config config, EntryKind kind, boolean reading, Consumer<String> say) {
        StorageOpener opener = configured(config);
        return () -> {
            requireModule(opener.module());
            return reading ? opener.openToRead(config, kind, say) : opener.open(config, kind, say);
        };
    }

    private static void requireModule(@Nullable String module) {
        if (module != null && ModuleLayer.boot().findModule(module).isEmpty()) {
            throw new StorageUnavailable(
                    "it needs the module " + module
                            + ", which is not there; start with --add-modules " + module
                            + ", or a Java runtime that has it",
                    null);
        }
    }
}
