package dev.asyncz.agent.storage.opensearch.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexLiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "needle.*haystack => [[needle, haystack]]",
                "^order \\d+ of (a|b) failed$ => [[order ,  of ,  failed]]",
                "ab?c+d*e{2}f => [[a, c, f]]",
                "one|two => [[one], [two]]",
                "a\\.b\\[c => [[a.b[c]]",
                "[]x]y[^]z]w => [[y, w]]",
                "(?i)abc => [[]]",
                "\\Qa.b\\E => [[]]",
                "\\d+ => [[]]"
            })
    void should_find_the_texts_that_any_match_has(String regex, String texts) {
        assertEquals(texts, RegexLiterals.of(regex).toString());
    }

    /** Whatever a regular expression is found in has the texts of one of its branches, in their order. */
    @Property(tries = 2_000)
    void should_name_no_text_that_a_match_may_lack(@ForAll("regexes") String regex, @ForAll("texts") String text) {
        boolean found;
        try {
            found = Pattern.compile(regex).matcher(text).find();
        } catch (IllegalArgumentException | StackOverflowError none) {
            return;
        }
        assertTrue(!found || RegexLiterals.of(regex).stream().anyMatch(branch -> has(text, branch)), regex);
    }

    private static boolean has(String text, List<String> parts) {
        int at = 0;
        for (String part : parts) {
            int next = text.indexOf(part, at);
            if (next < 0) {
                return false;
            }
            at = next + part.length();
        }
        return true;
    }

    @Provide
    Arbitrary<String> regexes() {
        return Arbitraries.of(
                        "a", "b", "ab", ".", "a?", "b*", "[ab]", "[^a]", "(a|b)", "(ab)?", "\\.", "\\w", "a{0}",
                        "b{1,2}", "|", "^", "$", "a+?", "\\b", "[[a]b]", "(a[)]b)", "\\Qa\\E", "{", "]")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab.").ofMaxLength(8);
    }
}
