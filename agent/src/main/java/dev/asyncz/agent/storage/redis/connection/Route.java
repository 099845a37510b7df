package dev.asyncz.agent.storage.redis.connection;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Finds the servers that an address means now, and makes clients of them: a few pooled connections, for any thread. */
final class Route {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 3_000;
    /** One for the writer, one for each thread of the dashboard and two that read ahead, so that none waits for another. */
    private static final int MAX_CONNECTIONS = 8;

    private static final int CLUSTER_ATTEMPTS = 3;

    private final RedisAddress address;
    private final FreshNames names;
    private final @Nullable Sentinels sentinels;

    Route(RedisAddress address) {
        this.address = address;
        this.names = new FreshNames(address.tls());
        RedisAddress.Sentinel sentinel = address.sentinel();
        this.sentinels = sentinel == null
                ? null
                : new Sentinels(
                        address.hosts(),
                        sentinel,
                        config(sentinel.user(), sentinel.password(), CONNECT_MILLIS)
                                .build());
    }

    /** Where it led is not where to go: names are resolved anew. */
    void renew() {
        names.renew();
    }

    /** @throws JedisException when it leads nowhere now; a single server is found out about at the first command */
    UnifiedJedis client() {
        DefaultJedisClientConfig.Builder config = config(address.user(), address.password(), READ_MILLIS);
        if (address.cluster()) {
            return RedisClusterClient.builder()
                    .nodes(new HashSet<>(address.hosts()))
                    .clientConfig(config.build())
                    .poolConfig(pool(true))
                    .maxAttempts(CLUSTER_ATTEMPTS)
                    .maxTotalRetriesDuration(Duration.ofMillis(READ_MILLIS))
                    .build();
        }
        HostAndPort server = sentinels == null ? address.hosts().get(0) : sentinels.primary();
        return RedisClient.builder()
                .hostAndPort(server)
                .clientConfig(config.database(address.database()).build())
                .poolConfig(pool(false))
                .build();
    }

    private DefaultJedisClientConfig.Builder config(@Nullable String user, @Nullable String password, int readMillis) {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(readMillis)
                .user(user)
                .password(password)
                .hostAndPortMapper(names)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        return address.tls() ? withTls(client) : client;
    }

    /** Trusts what the JVM trusts, and checks that the certificate is the host's: Jedis would not by itself. */
    private static DefaultJedisClientConfig.Builder withTls(DefaultJedisClientConfig.Builder client) {
        try {
            SSLParameters parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            return client.ssl(true)
                    .sslSocketFactory(SSLContext.getDefault().getSocketFactory())
                    .sslParameters(parameters);
        } catch (NoSuchAlgorithmException e) {
            throw new JedisException("this JVM has no TLS", e);
        }
    }

    /** @param tried whether each connection is tried when it is taken; else whoever takes it finds out */
    private static ConnectionPoolConfig pool(boolean tried) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setJmxEnabled(false);
        // No thread of the pool's own.
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        pool.setTestOnBorrow(tried);
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(2);
        pool.setMaxWait(Duration.ofMillis(CONNECT_MILLIS));
        return pool;
    }
}
