package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NodeName;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens {@code storage=redis}. */
public final class RedisOpener implements StorageOpener {
    /** Of lines or of runs: they live in the server's memory. */
    private static final long DEFAULT_BYTES = 512L << 20;

    private static final Duration QUERY_DEADLINE = Duration.ofSeconds(5);

    @Override
    public @Nullable String mistake(Config config) {
        try {
            address(config);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Override
    public Set<StorageTrait> traits() {
        return Set.of(StorageTrait.SHARED, StorageTrait.KEEPS_RUNS, StorageTrait.READ_BY_OTHERS);
    }

    @Override
    public String module() {
        return "java.management";
    }

    @Override
    public KeptPlace keptBeside(LogStorage opened) {
        return ((RedisStorage) opened).kept();
    }

    @Override
    public long fullBytes(Config config) {
        return RetentionPolicy.of(config, DEFAULT_BYTES).bytes();
    }

    @Override
    public LogStorage open(Config config, EntryKind kind, Consumer<String> say) {
        return RedisStorage.open(
                address(config),
                "asyncz:" + kind.lowerCase(),
                RetentionRequest.of(config, DEFAULT_BYTES, new NodeName(config).get()),
                QUERY_DEADLINE);
    }

    private static RedisAddress address(Config config) {
        String url = config.text("storage.url");
        String password = config.text("storage.password");
        return RedisAddress.parse(url.isEmpty() ? "redis://localhost:6379" : url)
                .withLogin(config.text("storage.user"), password.isEmpty() ? null : password);
    }
}
