package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NodeName;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.ClusterAddress;
import dev.asyncz.agent.storage.opensearch.connection.Login;
import dev.asyncz.agent.storage.opensearch.index.FieldNames;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens {@code storage=opensearch} and {@code storage=elasticsearch}. Loads nothing of an HTTP client before that. */
public final class OpenSearchOpener implements StorageOpener {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Duration patience;

    public OpenSearchOpener() {
        this(PATIENCE);
    }

    /** @param patience how long a host may take to answer, where a request says nothing else */
    OpenSearchOpener(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Set<StorageTrait> traits() {
        return Set.of(StorageTrait.SHARED, StorageTrait.KEEPS_RUNS, StorageTrait.READ_BY_OTHERS);
    }

    @Override
    public String module() {
        return "java.net.http";
    }

    @Override
    public @Nullable String mistake(Config config) {
        try {
            ClusterAddress.parse(config.text("storage.url"));
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Override
    public KeptPlace keptBeside(LogStorage opened) {
        return ((OpenSearchStorage) opened).kept();
    }

    @Override
    public long fullBytes(Config config) {
        return RetentionPolicy.of(config, OpenSearchStorage.DEFAULT_BYTES).bytes();
    }

    @Override
    public LogStorage open(Config config, EntryKind kind, Consumer<String> say) {
        ClusterAddress address = ClusterAddress.parse(config.text("storage.url"))
                .withLogin(
                        config.text("storage.user"),
                        config.secret("storage.password").orElse(""));
        boolean ecs = kind == EntryKind.LOGS
                && config.text("storage.opensearch.schema").equals("ecs");
        return OpenSearchStorage.open(
                new Cluster(address, Login.of(config, address), patience),
                new OpenSearchStorage.Settings(
                        kind.lowerCase(),
                        ecs ? FieldNames.ECS : FieldNames.PLAIN,
                        config.text("storage.opensearch.policy"),
                        RetentionRequest.of(config, OpenSearchStorage.DEFAULT_BYTES, new NodeName(config).get())),
                say);
    }
}
