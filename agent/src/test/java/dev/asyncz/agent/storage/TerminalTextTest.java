package dev.asyncz.agent.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a message where a terminal has shown it. */
class TerminalTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "^[31mred^[0m end|red end",
                "^[2J^[Hcursor^]8;;javascript:x^Glink^]8;;^E\\|cursorlink",
                "a^[1;33mb^[mc|abc",
                "^[31|^[31",
                "^[|^[",
                "^]open|^]open",
                "^[31^[32mx|^[31x",
            })
    void should_take_out_what_a_terminal_does_not_print(String message, String plain) {
        assertEquals(decoded(plain), TerminalText.plain(decoded(message)));
    }

    @Test
    void should_leave_all_else_alone() {
        String plain = "[31m is no colour\n\tnor is this";
        assertSame(plain, TerminalText.plain(plain));
    }

    private static String decoded(String text) {
        return text.replace("^[", "\u001B[")
                .replace("^]", "\u001B]")
                .replace("^G", "\u0007")
                .replace("^E", "\u001B");
    }
}
