package dev.asyncz.agent.dashboard.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.BadParameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader types, and what it means. */
class SearchQueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "word | CONTAINS 'word'",
                "  two   words  | CONTAINS 'two', CONTAINS 'words'",
                "\"two words\" | CONTAINS 'two words'",
                "-not | not CONTAINS 'not'",
                "-\"not this\" | not CONTAINS 'not this'",
                "- alone | CONTAINS '-', CONTAINS 'alone'",
                "/a.*b c/ | REGEX 'a.*b c'",
                "-/a/ | not REGEX 'a'",
                "/a\\/b/ | REGEX 'a/b'",
                "/api/orders | CONTAINS '/api/orders'",
                "// | CONTAINS '//'",
                "user:anna | user CONTAINS 'anna'",
                "mdc.user:\"anna b\" | mdc.user EQUALS 'anna b'",
                "-thread:/^pool-\\d+/ | not thread REGEX '^pool-\\d+'",
                "task:Import run:1 msg:x | task_id CONTAINS 'Import', run_id CONTAINS '1', message CONTAINS 'x'",
                "text:\"a b\" | CONTAINS 'a b'",
                "http://host:80/x | CONTAINS 'http://host:80/x'",
                "12:30:45 | CONTAINS '12:30:45'",
                "Exception: failed | CONTAINS 'Exception:', CONTAINS 'failed'",
                "std::vector | CONTAINS 'std::vector'",
                "it's | CONTAINS 'it's'",
                "a\"b | CONTAINS 'a\"b'",
                "\"a \\\"b\\\" \\\\ c\" | CONTAINS 'a \"b\" \\ c'",
            })
    void should_mean(String typed, String conditions) {
        assertEquals(conditions, shown(typed));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "a OR b c; REGEX '\\Qa\\E|\\Qb\\E', CONTAINS 'c'",
                "a OR \"b c\" OR /d+/; REGEX '\\Qa\\E|\\Qb c\\E|d+'",
                "level:warn OR level:\"ERROR\"; level REGEX '\\Qwarn\\E|^\\QERROR\\E$'",
                "a OR -b; CONTAINS 'a', CONTAINS 'OR', not CONTAINS 'b'",
                "level:warn OR b; level CONTAINS 'warn', CONTAINS 'OR', CONTAINS 'b'",
                "OR a; CONTAINS 'OR', CONTAINS 'a'",
            })
    void should_mean_one_or_the_other_of_texts_or_of_values_of_a_field(String typed, String conditions) {
        assertEquals(conditions, shown(typed));
    }

    @Test
    void should_mean_nothing_when_nothing_is_typed() {
        assertEquals(List.of(), SearchQuery.of(null).conditions());
        assertEquals(List.of(), SearchQuery.of("  ").conditions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"open | a quote that is not closed",
                "\"\" | nothing between two quotes",
                "user:\"  \" | nothing between two quotes",
                "/(/ | is no regular expression",
                "user:/[/ | is no regular expression",
            })
    void should_say_what_is_wrong(String typed, String sentence) {
        String said =
                assertThrows(BadParameter.class, () -> SearchQuery.of(typed)).sentence();
        assertTrue(said.contains(sentence), said);
    }

    @Test
    void should_refuse_more_than_a_search_may_have() {
        assertEquals(31, SearchQuery.of("x ".repeat(31)).conditions().size());
        assertThrows(BadParameter.class, () -> SearchQuery.of("x ".repeat(32)));
        assertThrows(BadParameter.class, () -> SearchQuery.of("x".repeat(1_001)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", "q\"uote", "back\\slash", "\\\"", "-minus", "/slash/", "a:b", "<b>"})
    void should_understand_the_terms_that_it_makes(String value) {
        assertEquals("mdc.x EQUALS '" + value + "'", shown(SearchQuery.term("mdc.x", value, false)));
        assertEquals("not mdc.x EQUALS '" + value + "'", shown(SearchQuery.term("mdc.x", value, true)));
    }

    private static String shown(String typed) {
        return SearchQuery.of(typed).conditions().stream()
                .map(condition -> condition.toString().replaceFirst("^(not )?\\s+", "$1"))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
