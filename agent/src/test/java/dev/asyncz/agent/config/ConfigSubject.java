package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Reads configurations from whatever source. */
abstract class ConfigSubject {
    static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @TempDir
    Path folder;

    static Config read(@Nullable String arguments) {
        return Config.read(arguments, new Properties(), NO_ENVIRONMENT);
    }

    /** The same said in each place. */
    List<Config> everywhere(String key, String value) throws IOException {
        String quoted = key + "=\"" + value + "\"";
        String variable = "ASYNCZ_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
        return List.of(
                read(quoted),
                Config.read(null, properties("asyncz." + key, value), NO_ENVIRONMENT),
                Config.read(null, new Properties(), Map.of(variable, value)),
                read("config=" + file(key + "=" + value)));
    }

    Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("asyncz.properties"), text);
    }

    static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    static void assertOneWarning(Config config, String... parts) {
        assertEquals(1, config.warnings().size(), config.warnings().toString());
        String warning = config.warnings().get(0);
        for (String part : parts) {
            assertTrue(warning.contains(part), warning);
        }
    }
}
