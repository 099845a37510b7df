package dev.asyncz.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredTextTest {
    private static final String[] PIECES = {
        "a", "b", "K", "s", "i", "1", " ", ".", "\\d", "\\.", "[ab]", "[^a-b\\]]", "(", "(?:", "(?=", "(?!", "(?<n>",
                ")", ")",
        "*", "+", "?", "{0,2}", "{2}", "{1,}", "+?", "*+", "|", "^", "$", "\\b", "\\p{L}", "\\pL", "ab", "sik", "ſ",
                "(?i)", "(?x)",
        "[]a]", "\\Qa\\E", "\\1", "é"
    };
    private static final String LETTERS = "abkKsSiIıİſ\u212A1. é]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "needle.*haystack ~ haystack",
                "needle ~ needle",
                "took \\d+ ms ~ 'took '",
                "order-(\\d+) of customer ~ ' of customer'",
                "(?:timed out)+ after [0-9.]+s ~ 'timed out'",
                "colou?red ~ colo",
                "warehouses{0,3} empty ~ warehouse",
                "warehouses{1,3} empty ~ warehouses",
                "a+bcd ~ bcd",
                "a(bc)?def ~ def",
                "^java\\.lang\\.[A-Z]\\w*Error$ ~ java.lang.",
                "(?<who>user) logged ~ ' logged'",
                "x(?=nothing here)yz ~ yz"
            })
    void should_find_the_longest_text_that_cannot_be_missing(String regex, String required) {
        assertEquals(required, RequiredText.of(regex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one|other",
                "(one|other) of",
                "(?x) one",
                "\\d+",
                "a.b",
                ".*",
                "",
                "[a[b]]c d",
                "\\Qa.b\\Ec",
                "(?!never)."
            })
    void should_know_none_of_what_has_none_or_is_not_understood(String regex) {
        assertNull(RequiredText.of(regex));
    }

    @Test
    void should_never_miss_what_an_expression_finds() {
        Random random = new Random(21);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder regex = new StringBuilder();
            for (int j = random.nextInt(8); j >= 0; j--) {
                regex.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String required = RequiredText.of(regex.toString());
            Pattern pattern = required == null ? null : compiled(regex.toString());
            for (int j = 0; pattern != null && j < 20; j++) {
                String text = text(random, required);
                Matcher matcher = pattern.matcher(text);
                if (matcher.find()) {
                    found++;
                    assertTrue(AnyCase.contains(text, required), regex + " finds " + text + " without " + required);
                }
            }
        }
        assertTrue(found > 1_000, String.format(Locale.ROOT, "%d hits tell little", found));
    }

    private static Pattern compiled(String regex) {
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            return Pattern.compile("(?!)");
        }
    }

    private static String text(Random random, String required) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(
                    random.nextInt(6) == 0
                            ? required.substring(random.nextInt(required.length()))
                            : String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length()))));
        }
        return text.toString();
    }
}
