package dev.asyncz.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The properties file that the option {@code config} names. Keys stand with or without the prefix {@code asyncz.}. */
final class PropertiesFile {
    private static final int MAX_BYTES = 1 << 20;

    private PropertiesFile() {}

    /** Reads the file at {@code path}; null, and a warning, if that cannot be done. */
    static @Nullable Source read(String path, OptionTable table, Warnings warnings) {
        File file = new File(path);
        try {
            Properties properties = load(file);
            Source source = new Source("file ".concat(Shown.text(path)), table, warnings);
            for (String key : properties.stringPropertyNames()) {
                put(source, key.trim(), properties.getProperty(key), table, warnings);
            }
            return source;
        } catch (IOException | RuntimeException unreadable) {
            warnings.add(cannotBeRead(file, unreadable));
            return null;
        }
    }

    private static void put(Source source, String key, String value, OptionTable table, Warnings warnings) {
        String plain = key.startsWith("asyncz.") ? key.substring("asyncz.".length()) : key;
        if (plain.equals("config")) {
            warnings.add(
                    "config=" + Shown.text(value) + " (" + source.name() + ") is ignored: a file cannot name another");
        } else {
            source.put(table.find(plain), key, value);
        }
    }

    /** A named pipe would block for ever, a device never end: only a file of bounded length is read. */
    private static Properties load(File file) throws IOException {
        if (!file.isFile()) {
            throw new IOException(file.exists() ? "it is not a file" : "it does not exist");
        }
        byte[] bytes;
        try (FileInputStream in = new FileInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("it is longer than 1 MiB");
        }
        Properties properties = new Properties();
        properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
        return properties;
    }

    private static String cannotBeRead(File file, Exception why) {
        return "config=" + Shown.text(file.getAbsolutePath()) + " cannot be read ("
                + Shown.text(String.valueOf(why.getMessage()))
                + "): it has to be a properties file; all other sources and the defaults are used";
    }
}
