package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which source wins, and what is said of what is wrong. */
class ConfigTest extends ConfigSubject {
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

    @Test
    void should_refuse_keys_that_the_agent_itself_gets_wrong() {
        Config config = read("");

        assertThrows(IllegalArgumentException.class, () -> config.text("prot"));
        assertThrows(IllegalArgumentException.class, () -> config.integer("host"));
    }
}
