package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogStorage;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens {@code storage=postgres}. Loads nothing of JDBC before that. */
public final class PostgresOpener implements StorageOpener {
    @Override
    public Set<StorageTrait> traits() {
        return Set.of(StorageTrait.SHARED, StorageTrait.KEEPS_RUNS, StorageTrait.READ_BY_OTHERS);
    }

    @Override
    public String module() {
        return "java.sql";
    }

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
    public KeptPlace keptBeside(LogStorage opened) {
        return ((PostgresStorage) opened).kept();
    }

    @Override
    public long fullBytes(Config config) {
        return RetentionPolicy.of(config, PostgresStorage.DEFAULT_BYTES).bytes();
    }

    @Override
    public LogStorage open(Config config, EntryKind kind, Consumer<String> say) throws Exception {
        return PostgresStorage.open(config, kind, say);
    }
}
