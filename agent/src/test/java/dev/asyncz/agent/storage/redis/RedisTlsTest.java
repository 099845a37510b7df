package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.server.Entries.entry;
import static dev.asyncz.agent.storage.redis.server.Entries.messages;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.redis.server.CuttingProxy;
import dev.asyncz.api.LogQuery;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** {@code rediss://}, against a TLS door before a server. */
@NeedsServer
final class RedisTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private SSLContext before;

    @BeforeEach
    void remember() throws Exception {
        before = SSLContext.getDefault();
        RedisServers.flush(List.of(RedisServers.Single.PORT));
    }

    @AfterEach
    void restore() {
        SSLContext.setDefault(before);
    }

    @Test
    void should_talk_tls_to_a_server_that_the_jvm_trusts() throws Exception {
        SSLContext tls = context("ip:127.0.0.1");
        SSLContext.setDefault(tls);
        try (CuttingProxy door = new CuttingProxy(RedisServers.Single.PORT, tls.getServerSocketFactory());
                RedisStorage storage = RedisServers.open(address(door), 10)) {
            storage.append(entry("whispered"));

            assertEquals(List.of("whispered"), messages(storage.query(LogQuery.ALL)));
        }
    }

    /** As names are resolved anew. */
    @Test
    void should_know_the_host_by_another_spelling_of_its_name() throws Exception {
        SSLContext tls = context("dns:localhost");
        SSLContext.setDefault(tls);
        try (CuttingProxy door = new CuttingProxy(RedisServers.Single.PORT, tls.getServerSocketFactory());
                RedisStorage storage = RedisServers.open(RedisAddress.parse("rediss://localhost:" + door.port()), 10);
                Jedis direct = new Jedis("127.0.0.1", RedisServers.Single.PORT)) {
            storage.append(entry("before"));
            direct.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
            storage.append(entry("after"));

            assertEquals(List.of("after", "before"), messages(storage.query(LogQuery.ALL)));
        }
    }

    @Test
    void should_refuse_a_certificate_of_another_host() throws Exception {
        SSLContext tls = context("dns:elsewhere.example");
        SSLContext.setDefault(tls);
        try (CuttingProxy door = new CuttingProxy(RedisServers.Single.PORT, tls.getServerSocketFactory())) {
            assertRefused(door);
        }
    }

    @Test
    void should_refuse_a_certificate_that_nobody_vouches_for() throws Exception {
        SSLContext tls = context("ip:127.0.0.1");
        try (CuttingProxy door = new CuttingProxy(RedisServers.Single.PORT, tls.getServerSocketFactory())) {
            assertRefused(door);
        }
    }

    private static void assertRefused(CuttingProxy door) {
        StorageUnavailable failure = assertThrows(
                StorageUnavailable.class,
                () -> RedisServers.open(address(door), 10).close());
        assertTrue(
                failure.toString().contains("Certificate") || failure.toString().contains("certification"),
                failure::toString);
    }

    private static RedisAddress address(CuttingProxy door) {
        return RedisAddress.parse("rediss://127.0.0.1:" + door.port());
    }

    /** With a certificate of its own for {@code name}, which it also trusts. */
    private SSLContext context(String name) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "san=" + name,
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
