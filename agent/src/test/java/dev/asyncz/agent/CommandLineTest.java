package dev.asyncz.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.Option;
import dev.asyncz.agent.config.OptionTable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
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
            assertTrue(out().contains("Allowed: " + option.allowed() + "."), option.key());
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
    @ValueSource(strings = {"port=1", "--hlep", "", "--help extra"})
    void should_refuse_what_it_does_not_know(String arguments) {
        assertEquals(2, run(JAR, arguments.split(" ", -1)));

        assertEquals("", out());
        assertFalse(err().isEmpty());
    }

    private int run(Path jar, String... args) {
        return CommandLine.run(args, jar, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private String out() {
        return out.toString(UTF_8).replace("\r\n", "\n");
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
