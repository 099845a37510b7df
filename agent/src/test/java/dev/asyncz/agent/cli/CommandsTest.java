package dev.asyncz.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.Option;
import dev.asyncz.agent.config.OptionTable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final Path JAR = Path.of("asyncz-agent.jar").toAbsolutePath();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void should_show_the_help_when_called_with_nothing() {
        assertEquals(0, run(JAR));

        assertTrue(out().startsWith("AsyncZ "), out());
        assertTrue(out().contains("java -javaagent:" + JAR + " -jar "), out());
        assertTrue(out().contains("JAVA_TOOL_OPTIONS=-javaagent:" + JAR), out());
        assertEquals("", err());
    }

    @Test
    void should_describe_every_option() {
        run(JAR, "--help");

        for (Option option : OptionTable.load().options()) {
            assertTrue(out().contains("\n  " + option.key() + "=" + option.fallback() + "\n"), option.key());
            String unwrapped = out().replaceAll("\\s+", " ");
            assertTrue(unwrapped.contains("Allowed: " + option.allowed() + "."), option.key());
        }
    }

    @Test
    void should_keep_paragraphs_within_a_hundred_columns() {
        run(Path.of("/a.jar"), "--help");

        assertTrue(out().lines().allMatch(line -> line.length() <= 100), out());
    }

    @Test
    void should_quote_a_path_with_blanks() {
        Path jar = Path.of("/opt/my apps/asyncz-agent.jar").toAbsolutePath();

        run(jar, "--help");

        assertTrue(out().contains("java \"-javaagent:" + jar + "\" -jar "), out());
        assertTrue(out().contains("JAVA_TOOL_OPTIONS='\"-javaagent:" + jar + "\"'"), out());
    }

    @Test
    void should_print_the_version_that_the_build_wrote() {
        assertEquals(0, run(JAR, "--version"));

        assertTrue(out().matches("AsyncZ \\d+\\.\\d+\\S*\\R"), out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "list --version", "attach -V"})
    void should_print_it_for_every_command(String words) {
        assertEquals(0, run(JAR, words.split(" ")));

        assertTrue(out().startsWith("AsyncZ "), out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach --help", "attach -h", "help attach"})
    void should_explain_a_command(String words) {
        assertEquals(0, run(JAR, words.split(" ")));

        assertTrue(out().contains("asyncz attach"), out());
        assertTrue(out().contains("--storage.maxlen"), out());
        assertEquals("", err());
    }

    @Test
    void should_list_the_commands() {
        run(JAR, "help");

        for (String command : List.of("list", "attach", "dashboard", "completion", "help")) {
            assertTrue(out().contains("\n  " + command + " "), out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"port=1", "--hlep", "", "list extra"})
    void should_refuse_what_it_does_not_know(String arguments) {
        assertEquals(2, run(JAR, arguments.split(" ", -1)));

        assertEquals("", out());
        assertFalse(err().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"attch 1, attach", "lst, list", "dashboard --storge=redis, --storage", "attach 1 --prot 8001, --port"})
    void should_ask_whether_something_like_it_was_meant(String words, String meant) {
        assertEquals(2, run(JAR, words.split(" ")));

        assertTrue(err().contains(meant), err());
    }

    @Test
    void should_say_no_value_of_what_it_does_not_know() {
        assertEquals(2, run(JAR, "dashboard", "--tokn=hush", "token=hush"));

        assertTrue(err().contains("--tokn"), err());
        assertFalse(err().contains("hush"), err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard --storage=memory", "dashboard --storage memory"})
    void should_take_a_value_behind_a_blank_or_an_equals_sign(String words) {
        assertEquals(2, run(JAR, words.split(" ")));

        assertTrue(err().contains("The memory storage belongs to one process"), err());
    }

    @Test
    void should_print_what_a_shell_completes_by() {
        assertEquals(0, run(JAR, "completion"));

        assertTrue(out().contains("complete -F _complete_asyncz"), out());
        assertTrue(out().contains("--storage.maxlen"), out());
    }

    @ParameterizedTest
    @CsvSource({"shop, 17 18", "SHOP.api, 17", "17, ''", "billing, 19", "nobody, ''"})
    void should_find_a_jvm_by_a_part_of_its_name(String part, String pids) {
        List<String> lines =
                List.of("      17  com.acme.shop.Api", "      18  /opt/shop.jar", "  199919  com.acme.Billing");
        String found = RunningJvms.named(part, lines).stream()
                .map(line -> line.strip().substring(0, 2))
                .collect(Collectors.joining(" "));

        assertEquals(pids, found);
    }

    private int run(Path jar, String... args) {
        return Commands.run(args, jar, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private String out() {
        return out.toString(UTF_8).replace("\r\n", "\n");
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
