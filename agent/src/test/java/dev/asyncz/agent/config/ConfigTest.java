package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                "enabled=yes          | true or false",
                "enabled=TRUE         | true or false",
                "port=-1              | from 0 to 65535",
                "port=65536           | from 0 to 65535",
                "port=8000.5          | from 0 to 65535",
                "port=99999999999999999999999 | from 0 to 65535",
                "storage=mysql        | memory or file",
                "storage.maxlen=0     | from 1 to 10000000",
                "storage.maxlen=10m   | from 1 to 10000000",
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
        "1024k, 1048576",
        "64m, 67108864",
        "2g, 2147483648",
        "2G, 2147483648",
        "1024g, 1099511627776"
    })
    void should_understand_sizes(String size, long bytes) {
        assertEquals(bytes, read("storage.maxbytes=" + size).bytes("storage.maxbytes"));
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
