package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.storage.StorageUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The way to a server or a cluster: a few pooled connections, for any thread. Whatever fails becomes a
 * {@link StorageUnavailable} that never says the password.
 */
final class RedisConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 3_000;
    /** One for the writer and one for each thread of the dashboard, so that none waits for another. */
    private static final int MAX_CONNECTIONS = 6;

    private static final int CLUSTER_ATTEMPTS = 3;
    private static final String QUOTATION = ", with args beginning with";

    private final RedisAddress address;
    private final UnifiedJedis jedis;

    RedisConnection(RedisAddress address) {
        this.address = address;
        this.jedis = guarded(() -> connect(address));
    }

    /** Sends a command about {@code key}; what comes back is made of lists, numbers and byte arrays. */
    Object send(byte[] key, Command command, List<byte[]> arguments) {
        return guarded(() -> jedis.sendCommand(key, command, arguments.toArray(byte[][]::new)));
    }

    /** Runs a script on {@code key}. */
    Object run(Script script, byte[] key, List<byte[]> arguments) {
        return guarded(() -> {
            try {
                return jedis.evalsha(script.sha1(), List.of(key), arguments);
            } catch (JedisNoScriptException e) {
                return jedis.eval(script.source(), List.of(key), arguments);
            }
        });
    }

    @Override
    public void close() {
        jedis.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static UnifiedJedis connect(RedisAddress address) {
        if (address.cluster()) {
            return RedisClusterClient.builder()
                    .nodes(new HashSet<>(address.hosts()))
                    .clientConfig(client(address))
                    .poolConfig(pool())
                    .maxAttempts(CLUSTER_ATTEMPTS)
                    .maxTotalRetriesDuration(Duration.ofMillis(READ_MILLIS))
                    .build();
        }
        return RedisClient.builder()
                .hostAndPort(address.hosts().get(0))
                .clientConfig(client(address))
                .poolConfig(pool())
                .build();
    }

    private static JedisClientConfig client(RedisAddress address) {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(READ_MILLIS)
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        return (address.tls() ? withTls(client) : client).build();
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

    private static ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setJmxEnabled(false);
        // No thread of the pool's own: a connection is tried when it is taken, so a server that is back is back at
        // once.
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        pool.setTestOnBorrow(true);
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(2);
        pool.setMaxWait(Duration.ofMillis(CONNECT_MILLIS));
        return pool;
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (JedisException e) {
            throw unavailable(e);
        }
    }

    private StorageUnavailable unavailable(JedisException failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        // What a server says is told here in full, but for what it quotes; so it must not come along as a cause.
        boolean said = root instanceof JedisDataException;
        return new StorageUnavailable(address + " (" + (said ? said(root) : root) + ")", said ? null : failure);
    }

    private String said(Throwable error) {
        if (error instanceof JedisMovedDataException) {
            return "is one node of a cluster: storage.url has to name two of its nodes or more";
        }
        // A server that does not know a command repeats its arguments, be they a password.
        String text = String.valueOf(error.getMessage()).split(QUOTATION, 2)[0];
        return address.password() == null ? text : text.replace(address.password(), "***");
    }
}
