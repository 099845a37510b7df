package dev.asyncz.agent.storage;

import dev.asyncz.agent.config.Config;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/** Settings for storages of the contract, whose properties are not run by an engine that makes folders for tests. */
public final class OpenedFiles {
    private OpenedFiles() {}

    public static Config inNewFolder() {
        Path folder = Path.of(System.getProperty("basedir", ""), "target", "storages");
        return at(folder.resolve(UUID.randomUUID().toString()).resolve("lines"));
    }

    public static Config at(Path path) {
        Properties properties = new Properties();
        properties.setProperty("asyncz.storage.path", path.toString());
        return Config.read(null, properties, Map.of());
    }
}
