package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values are read: ports, sizes, numbers, switches, storages, paths. */
class ConfigValuesTest extends ConfigSubject {
    @ParameterizedTest
    @CsvSource({"8000-8009, 8000, 8009", "1-65535, 1, 65535", "7-7, 7, 7", "0, 0, 0", "9000, 9000, 9000"})
    void should_take_a_port_or_several(String value, int first, int last) {
        Config config = read("port=" + value);

        assertEquals(first, config.integer("port"));
        assertEquals(last, config.last("port"));
        assertEquals(List.of(), config.warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0-9", "8009-8000", "8000-", "-8000", "8000-65536", "8000-8001-8002", "8000--8001", "a-b", "-"})
    void should_refuse_what_is_neither(String value) {
        Config config = read("port=" + value);

        assertEquals(8000, config.integer("port"));
        assertEquals(8000, config.last("port"));
        assertOneWarning(config, "from 0 to 65535, or a first and a last one, as in 8000-8009");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port=-1              | from 0 to 65535",
                "port=65536           | from 0 to 65535",
                "port=8000.5          | from 0 to 65535",
                "port=99999999999999999999999 | from 0 to 65535",
                "storage=mysql        | memory or file",
                "storage.maxlen=0     | from 1 to 10000000",
                "storage.maxlen=11m   | from 1 to 10000000",
                "storage.maxlen=10kb  | from 1 to 10000000",
                "storage.maxlen=1_00  | from 1 to 10000000",
                "storage.retention.days=7h | from 0 to 3650",
                "storage.maxbytes=1   | from 1m to 1024g",
                "storage.maxbytes=m   | from 1m to 1024g",
                "storage.maxbytes=-5m | from 1m to 1024g",
                "storage.maxbytes=5t  | from 1m to 1024g",
                "storage.maxbytes=9999999999g | from 1m to 1024g",
                "message.maxlen=255   | from 256 to 16777216",
                "host=a\u0000b        | printable text",
            })
    void should_name_what_is_allowed_and_what_is_used_instead(String argument, String allowed) {
        Config config = read(argument);

        assertOneWarning(config, argument.substring(0, argument.indexOf('=')), allowed, "(default) is used instead");
        assertEquals("", config.changed());
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "1_048_576, 1048576",
        "1024k, 1048576",
        "64m, 67108864",
        "64mb, 67108864",
        "64MB, 67108864",
        "64MiB, 67108864",
        "64 m, 67108864",
        "64 mib, 67108864",
        "1048576b, 1048576",
        "1048576 bytes, 1048576",
        "2g, 2147483648",
        "2G, 2147483648",
        "1 GB, 1073741824",
        "1024g, 1099511627776",
        "1t, 1099511627776",
        "1 TB, 1099511627776"
    })
    void should_understand_sizes(String size, long bytes) {
        Config config = read("storage.maxbytes=" + size);

        assertEquals(bytes, config.bytes("storage.maxbytes"));
        assertEquals(List.of(), config.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage.maxlen | 50k | 50000",
                "storage.maxlen | 50K | 50000",
                "storage.maxlen | 10m | 10000000",
                "storage.maxlen | 50_000 | 50000",
                "storage.maxlen | 50,000 | 50000",
                "storage.maxlen | 1'000'000 | 1000000",
                "storage.maxlen | 50 000 | 50000",
                "storage.retention.count | 2m | 2000000",
                "storage.retention.days | 30d | 30",
                "storage.retention.days | 30 days | 30",
                "storage.retention.days | 1 Day | 1",
                "storage.retention.days | 2w | 14",
                "storage.retention.days | 2 weeks | 14"
            })
    void should_understand_numbers_as_people_write_them(String key, String number, int value) {
        Config config = Config.read(null, properties("asyncz." + key, number), NO_ENVIRONMENT);

        assertEquals(value, config.integer(key));
        assertEquals(String.valueOf(value), config.text(key), "a storage of the user's own reads it too");
        assertEquals(List.of(), config.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FALSE", "False", "no", "NO", "off", "Off", "0", "disabled", " false "})
    void should_be_off_in_any_words(String word) throws IOException {
        for (Config config : everywhere("enabled", word)) {
            assertFalse(config.flag("enabled"), word);
            assertEquals(List.of(), config.warnings());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "True", "yes", "on", "ON", "1", "enabled"})
    void should_be_on_in_any_words(String word) throws IOException {
        for (Config config : everywhere("capture.stdout", word)) {
            assertTrue(config.flag("capture.stdout"), word);
            assertEquals(List.of(), config.warnings());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flase", "nope", "fals", "2", "-", "\"false\"", "true false", "falsch", "tru"})
    void should_stay_off_when_a_switch_is_misspelt(String word) {
        Config config = Config.read(null, properties("asyncz.enabled", word), Map.of("ASYNCZ_ENABLED", "true"));

        assertFalse(config.flag("enabled"));
        assertOneWarning(config, "enabled=" + word, "true or false", "false is used instead", "STAYS OFF");
    }

    @Test
    void should_let_a_stronger_source_switch_on_again() {
        Config config = Config.read("enabled=true", properties("asyncz.enabled", "flase"), NO_ENVIRONMENT);

        assertTrue(config.flag("enabled"));
        assertOneWarning(config, "enabled=flase (system property)", "true (argument) is used instead");
    }

    @ParameterizedTest
    @CsvSource({"File, file", "FILE, file", "Json, json", "POSTGRES, postgres", "Redis, redis", "Memory, memory"})
    void should_read_a_storage_in_any_case(String word, String storage) throws IOException {
        for (Config config : everywhere("storage", word)) {
            assertEquals(storage, config.text("storage"));
            assertEquals(List.of(), config.warnings());
        }
    }

    @Test
    void should_keep_the_case_of_a_class_name() {
        assertEquals("com.Acme.FILE", read("storage=com.Acme.FILE").text("storage"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flie", "postgre", "mysql", "file.", "redis://cache"})
    void should_say_loudly_that_lines_are_gone_when_a_storage_is_misspelt(String word) {
        Config config = read("storage=" + word);

        assertEquals("memory", config.text("storage"));
        assertOneWarning(config, "storage=" + word, "memory or file", "memory (default)", "ALL LINES ARE GONE when");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\logs\\app.log", "logs\\app.log", "\\\\server\\logs\\app.log", "C:/logs\\app.log"})
    void should_say_that_a_path_of_windows_is_read_as_another(String path) throws IOException {
        Config config = read("config=" + file("storage.path=" + path + "\nport=4"));

        assertEquals(4, config.integer("port"));
        assertOneWarning(
                config, "storage.path=" + path, "is read as " + config.text("storage.path"), "write /", "\\\\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\temp\\app.log", "C:\\new\\app.log", "C:\\users\\app.log"})
    void should_say_that_a_path_of_windows_cannot_be_read(String path) throws IOException {
        Config config = read("config=" + file("storage.path = " + path + "\nenabled=off"));

        assertFalse(config.flag("enabled"), "one line costs no other");
        assertEquals("", config.text("storage.path"));
        assertOneWarning(config, "storage.path=" + path, "is ignored", "write /", "\\\\");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C:/logs/app.log", "C:\\\\logs\\\\app.log", "C\\:/logs", "h\\u0075sh", "a\\ b", "a \\\n  b"})
    void should_read_proper_escapes_in_silence(String path) throws IOException {
        Config config = read("config=" + file("storage.path=" + path));

        assertEquals(List.of(), config.warnings());
        assertFalse(config.text("storage.path").isEmpty());
    }
}
