package dev.asyncz.agent.storage.opensearch.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.StorageUnavailable;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A front with a certificate that nobody has signed, which wants a user and a password. */
class TlsTest {
    private static final String SECRET = "s3cret-of-the-store";
    private static final String PASSWORD = "p@ss/w:rd";

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpsServer front;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        front = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        front.setHttpsConfigurator(new HttpsConfigurator(serving(keys("front", "127.0.0.1"))));
        front.createContext("/", exchange -> {
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            authorizations.add(authorization);
            boolean known = authorization.equals(
                    "Basic " + Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        front.start();
    }

    @AfterEach
    void stop() {
        front.stop(0);
    }

    @Test
    void should_log_in_where_the_named_trust_store_knows_the_certificate() {
        assertEquals(200, ask("127.0.0.1", store("front"), PASSWORD).status());
    }

    @Test
    void should_send_nobody_the_password_whose_certificate_is_unknown_or_another_ones() throws Exception {
        keys("other", "127.0.0.1");
        for (String[] options : List.of(new String[0], store("other"))) {
            String told = refused("127.0.0.1", options, PASSWORD);
            assertTrue(told.contains("PKIX") || told.contains("certif"), told);
        }
        // The certificate is one of an address, and not of this name.
        String told = refused("localhost", store("front"), PASSWORD);

        assertTrue(told.contains("localhost"), told);
        assertEquals(List.of(), authorizations);
    }

    @Test
    void should_say_neither_of_the_passwords_where_it_is_refused() {
        String told = refused("127.0.0.1", store("front"), "wr0ng");

        assertTrue(told.contains("the login is refused"), told);
        assertFalse(told.contains("wr0ng") || told.contains(SECRET), told);
        String unread = refused(
                "127.0.0.1",
                new String[] {store("front")[0], "storage.opensearch.truststore.password=another-one"},
                PASSWORD);
        assertTrue(unread.contains("cannot be read"), unread);
        assertFalse(unread.contains("another-one"), unread);
    }

    private String refused(String host, String[] options, String password) {
        return String.valueOf(assertThrows(StorageUnavailable.class, () -> ask(host, options, password))
                .getMessage());
    }

    private Answer ask(String host, String[] options, String password) {
        Properties properties = new Properties();
        for (String each : options) {
            int equals = each.indexOf('=');
            properties.setProperty("asyncz." + each.substring(0, equals), each.substring(equals + 1));
        }
        ClusterAddress address = ClusterAddress.parse(
                        "https://me@" + host + ":" + front.getAddress().getPort())
                .withLogin("", password);
        Login login = Login.of(Config.read(null, properties, Map.of()), address);
        try (Cluster cluster = new Cluster(address, login, Duration.ofSeconds(8))) {
            return cluster.ask(Request.get("/", "a right"));
        }
    }

    private String[] store(String name) {
        return new String[] {
            "storage.opensearch.truststore=" + folder.resolve(name + ".p12"),
            "storage.opensearch.truststore.password=" + SECRET
        };
    }

    /** A key and its certificate, which is trusted where this store is named. */
    private Path keys(String name, String address) throws Exception {
        Path file = folder.resolve(name + ".p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:" + address,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        SECRET)
                .start()
                .waitFor();
        assertEquals(0, made);
        // Of a key alone nobody is trusted.
        KeyStore store = KeyStore.getInstance(file.toFile(), SECRET.toCharArray());
        store.setCertificateEntry(name + "-trusted", store.getCertificate(name));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, SECRET.toCharArray());
        }
        return file;
    }

    private static SSLContext serving(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(file.toFile())) {
            keys.load(in, SECRET.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
