package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @TempDir
    private Path folder;

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

    @Test
    void should_use_the_defaults_when_nobody_says_anything() {
        Config config = Config.read(null, new Properties(), NO_ENVIRONMENT);

        assertTrue(config.flag("enabled"));
        assertEquals("127.0.0.1", config.text("host"));
        assertEquals(8000, config.integer("port"));
        assertEquals(Optional.empty(), config.secret("token"));
        assertEquals("memory", config.text("storage"));
        assertEquals(10_000, config.integer("storage.maxlen"));
        assertEquals(32L << 20, config.bytes("storage.maxbytes"));
        assertEquals(65_536, config.integer("message.maxlen"));
        assertEquals("", config.changed());
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void should_prefer_agent_arguments_over_system_properties() {
        Config config = Config.read("port=1", properties("asyncz.port", "2"), NO_ENVIRONMENT);

        assertEquals(1, config.integer("port"));
        assertEquals("port=1 (argument)", config.changed());
    }

    @Test
    void should_prefer_system_properties_over_the_environment() {
        Config config = Config.read(null, properties("asyncz.port", "2"), Map.of("ASYNCZ_PORT", "3"));

        assertEquals(2, config.integer("port"));
        assertEquals("port=2 (system property)", config.changed());
    }

    @Test
    void should_prefer_the_environment_over_the_file() throws IOException {
        Path file = file("port=4\nasyncz.storage.maxlen = 5\n");

        Config config = Config.read(
                "config=" + file, new Properties(), Map.of("ASYNCZ_PORT", "3", "ASYNCZ_MESSAGE_MAXLEN", "300"));

        assertEquals(3, config.integer("port"));
        assertEquals(300, config.integer("message.maxlen"));
        assertEquals(5, config.integer("storage.maxlen"));
        assertTrue(config.changed().contains("storage.maxlen=5 (file " + file + ")"), config.changed());
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void should_find_the_file_through_any_other_source() throws IOException {
        Path file = file("port=4");

        assertEquals(
                4,
                Config.read(null, properties("asyncz.config", file.toString()), NO_ENVIRONMENT)
                        .integer("port"));
        assertEquals(
                4,
                Config.read(null, new Properties(), Map.of("ASYNCZ_CONFIG", file.toString()))
                        .integer("port"));
    }

    @Test
    void should_read_the_file_as_utf8() throws IOException {
        assertEquals(
                "pässword",
                read("config=" + file("token=pässword")).secret("token").orElseThrow());
    }

    @Test
    void should_not_let_a_file_name_another_file() throws IOException {
        Config config = read("config=" + file("config=/other.properties"));

        assertOneWarning(config, "config=/other.properties", "cannot name another");
    }

    @Test
    void should_warn_and_go_on_when_the_file_is_missing() {
        Config config = read("port=1,config=" + folder.resolve("none.properties"));

        assertEquals(1, config.integer("port"));
        assertOneWarning(config, "none.properties", "does not exist", "properties file");
    }

    @Test
    void should_warn_and_go_on_when_the_file_is_a_folder() {
        assertOneWarning(read("config=" + folder), folder.toString(), "not a file");
    }

    @Test
    void should_warn_and_go_on_when_the_file_has_a_malformed_escape() throws IOException {
        assertOneWarning(read("config=" + file("host=\\u00zz")), "cannot be read", "Malformed");
    }

    @Test
    void should_not_read_a_file_without_end() throws IOException {
        assertOneWarning(read("config=" + file("#" + "x".repeat(2 << 20))), "longer than 1 MiB");
    }

    @Test
    void should_take_what_a_weaker_source_says_when_the_stronger_is_wrong() {
        Config config = Config.read("port=abc", properties("asyncz.port", "9000"), NO_ENVIRONMENT);

        assertEquals(9000, config.integer("port"));
        assertOneWarning(config, "port=abc (argument)", "from 0 to 65535", "9000 (system property) is used instead");
    }

    @Test
    void should_report_a_wrong_value_even_where_a_stronger_source_wins() {
        Config config = Config.read("port=1", properties("asyncz.port", "abc"), NO_ENVIRONMENT);

        assertEquals(1, config.integer("port"));
        assertOneWarning(config, "port=abc (system property)", "1 (argument) is used instead");
    }

    @Test
    void should_take_blank_variables_and_properties_for_unset() {
        Config config =
                Config.read(null, properties("asyncz.port", " "), Map.of("ASYNCZ_TOKEN", "", "ASYNCZ_PORT", "1"));

        assertEquals(1, config.integer("port"));
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void should_name_unknown_keys_of_every_source() throws IOException {
        Path file = file("filekey=1");
        Config config =
                Config.read("argkey=1,config=" + file, properties("asyncz.propkey", "1"), Map.of("ASYNCZ_ENVKEY", "1"));

        String all = String.join("\n", config.warnings());
        assertEquals(4, config.warnings().size(), all);
        assertTrue(all.contains("argkey=*** (argument)"), all);
        assertTrue(all.contains("asyncz.propkey=*** (system property)"), all);
        assertTrue(all.contains("ASYNCZ_ENVKEY=*** (environment)"), all);
        assertTrue(all.contains("filekey=*** (file " + file + ")"), all);
    }

    @Test
    void should_leave_alone_what_is_not_for_the_agent() {
        Config config = Config.read(
                null, properties("asynczport", "1"), Map.of("ASYNCZ", "1", "PORT", "2", "asyncz_port", "3"));

        assertEquals(8000, config.integer("port"));
        assertEquals(List.of(), config.warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "prot=1, port",
        "Port=1, port",
        "PORT=1, port",
        "asyncz.port=1, port",
        "maxlen=1, storage.maxlen",
        "storage-maxlen=1, storage.maxlen",
        "storage.maxln=1, storage.maxlen",
        "hots=1, host",
        "tokn=1, token",
    })
    void should_suggest_the_nearest_key(String argument, String meant) {
        assertOneWarning(read(argument), "did you mean " + meant + "?");
    }

    @Test
    void should_point_to_the_help_when_no_key_comes_near() {
        assertOneWarning(read("wibble.wobble=1"), "wibble.wobble=1 (argument)", "java -jar asyncz-agent.jar");
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

    @Test
    void should_not_show_a_secret_of_a_line_with_a_backslash() throws IOException {
        for (String line :
                List.of("token=hu\\sh", "token=\\uhush", "storage.pasword=hu\\sh", "storage.url=redis://a:hu\\sh@b")) {
            String warnings = read("config=" + file(line)).warnings().toString();

            assertTrue(warnings.contains("write /"), warnings);
            assertFalse(warnings.contains("hu"), warnings);
        }
    }

    @Test
    void should_read_a_file_with_a_byte_order_mark_or_of_another_charset() throws IOException {
        Path file = folder.resolve("asyncz.properties");
        for (byte[] bytes : List.of(
                "\ufefftoken=pässword".getBytes(StandardCharsets.UTF_8),
                "token=pässword".getBytes(StandardCharsets.ISO_8859_1),
                "token=pässword".getBytes(StandardCharsets.UTF_16))) {
            Config config = read("config=" + Files.write(file, bytes));

            assertEquals("pässword", config.secret("token").orElseThrow());
            assertEquals(List.of(), config.warnings());
        }
    }

    @Test
    void should_say_that_an_option_is_set_twice_in_one_place() throws IOException {
        assertOneWarning(read("port=1,port=2"), "port is set twice (argument)", "1 is ignored", "2 counts");
        assertOneWarning(read("config=" + file("port=1\nasyncz.port=2")), "port is set twice (file", "2 counts");
        assertOneWarning(read("token=hush,token=hash"), "token is set twice", "*** is ignored", "*** counts");
        assertEquals(List.of(), read("port=1,port=1").warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://anna:hush@cache",
                "redis://anna:hush",
                "redis:anna:hush@cache",
                "anna:hush@cache",
                "hush@cache:1",
                "redis://anna:hu sh@cache",
                "jdbc:postgresql://db/logs?user=anna&password=hush",
                "nonsense://x?token=hush",
                "redis://anna:a\u0001hush@cache"
            })
    void should_never_show_the_secret_of_a_url(String url) throws IOException {
        for (Config config : everywhere("storage.url", url)) {
            assertFalse(config.changed().contains("hu"), config.changed());
            assertFalse(
                    config.warnings().toString().contains("hu"),
                    config.warnings().toString());
        }
        for (String slip : List.of("storage.ulr", url.startsWith("hush") ? "storage.uri" : "redis.address")) {
            for (Config config : everywhere(slip, url)) {
                assertFalse(
                        config.warnings().toString().contains("hu"),
                        config.warnings().toString());
            }
        }
        String split = "storage.url=redis://anna:a,hush@cache,hush";
        assertFalse(
                read(split).warnings().toString().contains("hu"),
                read(split).warnings().toString());
        assertFalse(read(split).changed().contains("hu"), read(split).changed());
    }

    @Test
    void should_mask_what_any_source_has_as_a_secret() throws IOException {
        Config config = Config.read(
                "token=first-hush,storage=redis,config=" + file("storage.url=redis://a:fifth%2Dhush@b"),
                properties("asyncz.token", "second-hush"),
                Map.of("ASYNCZ_STORAGE_PASSWORD", "third-hush", "ASYNCZ_STORAGE_URL", "redis://a:fourth-hush@b"));

        assertEquals(
                "*** *** *** *** *** *** redis",
                config.secrets().masked("first-hush second-hush third-hush fourth-hush fifth%2Dhush fifth-hush redis"));
    }

    @Test
    void should_tolerate_blanks_and_empty_arguments() {
        Config config = read(" port = 1 ,, host = ::1 , ");

        assertEquals("::1", config.text("host"));
        assertEquals(1, config.integer("port"));
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void should_keep_commas_and_equals_signs_in_quotes() {
        Config config = read("token= \"a,b=c d\" ,port=1");

        assertEquals(Optional.of("a,b=c d"), config.secret("token"));
        assertEquals(1, config.integer("port"));
        assertEquals(List.of(), config.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"port", "port=", "port=\"\"", "=", "=1", "token=\"abc", "token=\"abc\"x", "\"port=1\""})
    void should_warn_once_of_an_argument_that_is_not_key_and_value(String argument) {
        assertOneWarning(read(argument));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=hush",
                "token=a,hush",
                "token=a,hush=hush",
                "token=a,b,c,hush",
                "token=\"a\",hush",
                "tokn=hush",
                "Token=hush",
                "auth.password=hush",
                "my.secret=hush",
                "token=\"hush",
                "port=\"1,token=hush",
                "token=a,port=\"hush",
                "port=1;token=hush",
                "host=1 Token=hush",
                "token=\u0001hush"
            })
    void should_never_show_a_secret(String arguments) {
        Config config = read(arguments);

        assertFalse(config.changed().contains("hush"), config.changed());
        assertFalse(
                config.warnings().toString().contains("hush"), config.warnings().toString());
    }

    @Test
    void should_show_text_of_unknown_origin_in_one_short_line() {
        Config config = read("port=1\r\n[asyncz] all is well\u202e" + "x".repeat(1 << 20));

        String warning = config.warnings().get(0);
        assertTrue(warning.length() < 500, warning);
        assertTrue(warning.contains("port=1??[asyncz] all is well?"), warning);
    }

    @Test
    void should_bound_its_warnings() {
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            arguments.append("prt").append(i).append("=1,");
        }

        List<String> warnings = read(arguments.toString()).warnings();

        assertEquals(21, warnings.size());
        assertTrue(warnings.get(20).contains("49980 more"), warnings.get(20));
    }

    @Test
    void should_refuse_keys_that_the_agent_itself_gets_wrong() {
        Config config = read("");

        assertThrows(IllegalArgumentException.class, () -> config.text("prot"));
        assertThrows(IllegalArgumentException.class, () -> config.integer("host"));
    }

    private static Config read(@Nullable String arguments) {
        return Config.read(arguments, new Properties(), NO_ENVIRONMENT);
    }

    /** The same said in each place. */
    private List<Config> everywhere(String key, String value) throws IOException {
        String quoted = key + "=\"" + value + "\"";
        String variable = "ASYNCZ_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
        return List.of(
                read(quoted),
                Config.read(null, properties("asyncz." + key, value), NO_ENVIRONMENT),
                Config.read(null, new Properties(), Map.of(variable, value)),
                read("config=" + file(key + "=" + value)));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("asyncz.properties"), text);
    }

    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    private static void assertOneWarning(Config config, String... parts) {
        assertEquals(1, config.warnings().size(), config.warnings().toString());
        String warning = config.warnings().get(0);
        for (String part : parts) {
            assertTrue(warning.contains(part), warning);
        }
    }
}
