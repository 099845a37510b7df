package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.Exhaustive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that nobody would write: the agent reads every one of them, and what it then has is usable. */
class BadConfigurationsTest {
    private static final String[] KEYS = {
        "enabled",
        "config",
        "host",
        "port",
        "token",
        "storage",
        "storage.maxlen",
        "storage.maxbytes",
        "message.maxlen",
        "prot",
        "",
        " ",
        "asyncz.port",
        "storage.",
        ".",
        "\u0000",
        "STORAGE",
        "\ud800",
        "\u202eport",
        "__",
        "porté",
    };
    private static final String[] VALUES = {
        "",
        " ",
        "abc",
        "-1",
        "0",
        "1",
        "65536",
        "99999999999999999999",
        "1e3",
        "0x10",
        "1k",
        "k",
        "1kk",
        "9223372036854775807g",
        "true",
        "TRUE",
        "memory",
        "redis",
        "\u0000",
        "a\u0000b",
        "\"",
        "\"\"",
        "\"a,b",
        "a\"b",
        "=",
        "==",
        ",",
        ",,,",
        "\\",
        "\\u12",
        "\\uzzzz",
        "\n",
        "\r\nport=1",
        "${jndi:ldap://x}",
        "%s%n",
        "/dev/zero",
        "/",
        ".",
        "/proc/self/mem",
        "~",
        "\ud800",
        "\udfff\ud800",
        "\u202e",
        "٣",
        "１",
        "😀",
        "localhost",
        "256.256.256.256",
        "::1",
    };

    @TempDir
    private Path folder;

    @Exhaustive
    @Test
    void should_survive_two_thousand_bad_configurations() throws IOException {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 2_000; i++) {
            String arguments = random.nextInt(20) == 0 ? null : pairs(random, ",");
            Properties properties = properties(random);
            Map<String, String> environment = environment(random);

            Config config = assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> Config.read(arguments, properties, environment));

            assertUsable(config, arguments);
        }
    }

    @Exhaustive
    @Test
    void should_survive_a_megabyte_of_anything() {
        for (String unit : new String[] {
            ",", "=", "\"", " ", "\u0000", "a", "a,", "a=", "a=,", "a=b,", "port=\",", "token=\"a\",", "\\u"
        }) {
            String megabyte = unit.repeat((1 << 20) / unit.length());

            Config config = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> everywhere(megabyte));

            assertUsable(config, unit);
        }
    }

    private static Config everywhere(String text) {
        Properties properties = new Properties();
        properties.setProperty("asyncz." + text, text);
        properties.setProperty("asyncz.port", text);
        properties.setProperty("asyncz.config", text);
        return Config.read(text, properties, Map.of("ASYNCZ_" + text, text, "ASYNCZ_TOKEN", text));
    }

    /** All typed getters answer within their bounds, and what is printed is short, on one line, and no secret. */
    private static void assertUsable(Config config, @Nullable String context) {
        int port = config.integer("port");
        assertTrue(port >= 0 && port <= 65_535, context);
        assertTrue(config.integer("storage.maxlen") >= 1, context);
        assertTrue(config.bytes("storage.maxbytes") >= 1 << 20, context);
        assertTrue(config.integer("message.maxlen") >= 256, context);
        assertFalse(config.text("storage").isBlank(), context);
        assertTrue(config.warnings().size() <= 21, context);
        for (String warning : config.warnings()) {
            assertPrintable(warning);
        }
        assertPrintable(config.changed());
    }

    private static void assertPrintable(String line) {
        assertTrue(line.length() < 2_000, line);
        assertFalse(line.chars().anyMatch(Character::isISOControl), line);
        assertFalse(line.contains("s3cret"), line);
    }

    private Properties properties(Random random) throws IOException {
        Properties properties = new Properties();
        for (int i = random.nextInt(4); i > 0; i--) {
            properties.setProperty("asyncz." + pick(random, KEYS), value(random));
        }
        if (random.nextBoolean()) {
            properties.setProperty("asyncz.config", file(random).toString());
        }
        if (random.nextInt(10) == 0) {
            properties.put("asyncz.port", 8000);
            properties.put(new Object(), new Object());
        }
        return properties;
    }

    private static Map<String, String> environment(Random random) {
        Map<String, String> environment = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String key = pick(random, KEYS).replace('.', '_').toUpperCase(Locale.ROOT);
            environment.put("ASYNCZ_" + key, value(random));
        }
        if (random.nextInt(10) == 0) {
            putNulls(environment);
        }
        return environment;
    }

    /** No JVM hands these over; a caller in a test or a launcher might. */
    @SuppressWarnings("NullAway")
    private static void putNulls(Map<String, String> environment) {
        environment.put(null, "x");
        environment.put("ASYNCZ_HOST", null);
    }

    private Path file(Random random) throws IOException {
        Path file = folder.resolve("asyncz.properties");
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            return Files.write(file, noise);
        }
        // Unpaired surrogates cannot be encoded; the file has to hold bytes anyway.
        return Files.write(file, pairs(random, "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String pairs(Random random, String separator) {
        StringBuilder pairs = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            String equals = random.nextInt(10) == 0 ? "" : "=";
            pairs.append(pick(random, KEYS))
                    .append(equals)
                    .append(value(random))
                    .append(separator);
        }
        return random.nextInt(5) == 0 ? pairs + "token=s3cret,s3cret,x=s3cret" : pairs.toString();
    }

    private static String value(Random random) {
        String value = pick(random, VALUES);
        return random.nextInt(200) == 0 ? (value + "x").repeat(50_000) : value;
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }
}
