package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.Kept;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.api.LogStorage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;

/** Opens {@code storage=redis}. */
public final class RedisOpener implements StorageOpener {
    private static final Duration QUERY_DEADLINE = Duration.ofSeconds(5);

    @Override
    public LogStorage open(Config config, Kept kept, Consumer<String> say) {
        String url = config.text("storage.url");
        RedisAddress address = RedisAddress.parse(url.isEmpty() ? "redis://localhost:6379" : url)
                .withLogin(
                        config.text("storage.user"),
                        config.secret("storage.password").orElse(null));
        return RedisStorage.open(
                address,
                "asyncz:" + kept.lowerCase(),
                config.integer("storage.retention.count"),
                node(config),
                QUERY_DEADLINE);
    }

    private static String node(Config config) {
        String node = config.text("node");
        try {
            return node.isEmpty() ? InetAddress.getLocalHost().getHostName() : node;
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
