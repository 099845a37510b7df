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
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final String BEGIN = "<!-- options -->\n";
    private static final String END = "<!-- /options -->";

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
    void should_be_what_the_readme_says() throws IOException {
        Path readme = Path.of(System.getProperty("basedir", ""), "..", "README.md");
        String text = Files.readString(readme).replace("\r\n", "\n");
        int begin = text.indexOf(BEGIN) + BEGIN.length();

        assertEquals(
                asMarkdown(), text.substring(begin, text.indexOf(END)), "the part between the markers of README.md");
    }

    private String asMarkdown() {
        StringBuilder rows = new StringBuilder("| Option | Default | Allowed | |\n|---|---|---|---|\n");
        for (Option option : table.options()) {
            rows.append("| `").append(option.key()).append("` | ");
            rows.append(option.fallback().isEmpty() ? "" : "`" + option.fallback() + "`");
            rows.append(" | ").append(option.allowed()).append(" | ");
            rows.append(option.sentence()).append(" |\n");
        }
        return rows.toString();
    }
}
