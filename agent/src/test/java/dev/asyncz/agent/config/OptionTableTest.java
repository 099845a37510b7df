package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final List<String> MOST_USED = List.of(
            "port",
            "host",
            "token",
            "config",
            "enabled",
            "storage",
            "storage.maxlen",
            "storage.path",
            "storage.url",
            "node",
            "capture.stdout",
            "tasks.exclude");

    private final OptionTable table = OptionTable.load();

    @Test
    void should_give_every_option_a_sentence_and_a_default_that_it_allows() {
        assertFalse(table.options().isEmpty());
        for (Option option : table.options()) {
            assertTrue(option.sentence().endsWith("."), option.toString());
            assertTrue(option.fallback().isEmpty() || option.type().accepts(option.fallback()), option.toString());
        }
    }

    @Test
    void should_find_an_option_by_its_key_and_by_its_variable() {
        Option option = table.find("storage.maxlen");

        assertNotNull(option);
        assertEquals("asyncz.storage.maxlen", option.property());
        assertEquals("ASYNCZ_STORAGE_MAXLEN", option.variable());
        assertSame(option, table.findVariable("ASYNCZ_STORAGE_MAXLEN"));
    }

    @Test
    void should_refuse_an_option_without_a_type() {
        assertThrows(IllegalStateException.class, () -> OptionTable.parse("# A sentence.\nport=1\n"));
    }

    @Test
    void should_read_lines_of_either_ending() {
        Option option = OptionTable.parse("# Head.\r\n\r\n#: integer 1..2\r\n# One\r\n# sentence.\r\na.b=1\r\n")
                .find("a.b");

        assertNotNull(option);
        assertEquals("1", option.fallback());
        assertEquals("One sentence.", option.sentence());
    }

    @Test
    void should_be_what_the_page_of_operations_says() throws IOException {
        assertEquals(asMarkdown(), between(".github/docs/operations.md", "options"));
    }

    @Test
    void should_be_what_the_readme_says_of_the_most_used() throws IOException {
        String rows = "| Option | Default | |\n|---|---|---|\n";
        for (String key : MOST_USED) {
            Option option = table.find(key);
            assertNotNull(option, key);
            String sentence = option.sentence().replaceFirst("(?<=[a-z]\\.) .*", "");
            rows += "| `" + key + "` | " + quoted(option.fallback()) + " | " + sentence + " |\n";
        }

        assertEquals(rows, between("README.md", "some options"));
    }

    private static String between(String page, String markers) throws IOException {
        Path file = Path.of(System.getProperty("basedir", ""), "..", page);
        String text = Files.readString(file).replace("\r\n", "\n");
        String begin = "<!-- " + markers + " -->\n";
        return text.substring(text.indexOf(begin) + begin.length(), text.indexOf("<!-- /" + markers + " -->"));
    }

    private String asMarkdown() {
        StringBuilder rows = new StringBuilder("| Option | Default | Allowed | |\n|---|---|---|---|\n");
        for (Option option : table.options()) {
            rows.append("| `").append(option.key()).append("` | ");
            rows.append(quoted(option.fallback()));
            rows.append(" | ").append(option.allowed()).append(" | ");
            rows.append(option.sentence()).append(" |\n");
        }
        return rows.toString();
    }

    private static String quoted(String fallback) {
        return fallback.isEmpty() ? "" : "`" + fallback + "`";
    }
}
