package dev.asyncz.agent.storage.postgres.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an index may be asked for. */
class SurePiecesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|b.*needle",
                "(needle)",
                "need?le",
                "need[le]",
                "needle{2}",
                "(?i)needle",
                "needle\\.x",
                "needle*"
            })
    void should_make_nothing_of_an_expression_that_is_not_simple(String regex) {
        assertEquals(List.of(), SurePieces.ofRegex(regex));
    }

    @Test
    void should_know_what_a_simple_expression_cannot_do_without() {
        assertEquals(List.of("needle", "hay", "tac"), SurePieces.ofRegex("needle.*haystack"));
        assertEquals(List.of("order ", " of", "tomer"), SurePieces.ofRegex("^order \\d+ of.+?customer$"));
    }

    @Test
    void should_leave_out_what_has_other_forms_than_ascii_knows() {
        assertEquals(List.of("pfel"), SurePieces.ofText("Äpfel"));
        assertEquals(List.of("e and more"), SurePieces.ofText("größe and more"));
        assertEquals(List.of(), SurePieces.ofText("ik ksgröße"));
    }

    @Test
    void should_ask_for_a_value_at_each_place_that_a_name_may_mean() {
        String path = FieldPath.equal(FieldPath.ways("a.b"), "4\"2");

        assertEquals(6 * 4, path.split(" \\|\\| ").length);
        assertEquals("$.\"a.b\" == \"4\\\"2\"", path.split(" \\|\\| ")[0]);
        assertEquals(6 * 4 * 2, FieldPath.equal(FieldPath.ways("a.b"), "-1.5e3").split(" \\|\\| ").length);
        assertEquals(6 * 4, FieldPath.equal(FieldPath.ways("a.b"), "1e999").split(" \\|\\| ").length);
    }
}
