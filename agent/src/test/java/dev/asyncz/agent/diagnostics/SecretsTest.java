package dev.asyncz.agent.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://anna:hush@cache:6379/0 | redis://anna:***@cache:6379/0",
                "redis://:hush@cache            | redis://:***@cache",
                "redis://hush@cache             | redis://***@cache",
                "rediss://anna:hu@sh@cache      | rediss://anna:***@cache",
                "redis://anna:hu/sh@cache       | redis://anna:***@cache",
                "redis://anna:hu?sh#@cache      | redis://anna:***@cache",
                "redis://anna:hu:sh@[::1]:6379  | redis://anna:***@[::1]:6379",
                "redis://anna%3Ahush@cache      | redis://***@cache",
                "redis://anna:%68ush@cache      | redis://anna:***@cache",
                "redis://a:hush@n1:1,a:hush@n2:2/0 | redis://a:***@n2:2/0",
                "redis://anna:hush              | redis://anna:***",
                "redis://anna:1,b:hush/0        | redis://anna:***/0",
                "anna:hush@cache:6379           | anna:***@cache:6379",
                "redis:/anna:hush@cache         | redis:***@cache",
                "jdbc:oracle:thin:anna/hush@db  | jdbc:***@db",
                "jdbc:postgresql://anna:hush@db/logs | jdbc:postgresql://anna:***@db/logs",
                "jdbc:postgresql://db/logs?user=anna&password=hush&ssl=true | jdbc:postgresql://db/logs?user=anna&password=***&ssl=true",
                "jdbc:postgresql://db/logs?sslpassword=hush | jdbc:postgresql://db/logs?sslpassword=***",
                "jdbc:sqlserver://db:1433;user=anna;password=hush;encrypt=true | jdbc:sqlserver://db:1433;user=anna;password=***;encrypt=true",
                "https://host/x?api_key=hush    | https://host/x?api_key=***",
                "https://host/x?apikey=hush&y=1 | https://host/x?apikey=***&y=1",
                "https://host/x?key=hush        | https://host/x?key=***",
                "https://host/x?pwd=hush        | https://host/x?pwd=***",
                "https://host/x?access_token=hush | https://host/x?access_token=***",
                "https://host/x?client-secret=hush | https://host/x?client-secret=***",
                "FATAL: PASSWORD=hush is wrong  | FATAL: PASSWORD=*** is wrong",
                "connecting to redis://anna:hush@cache failed (redis://anna:hush@cache2) | connecting to redis://anna:***@cache failed (redis://anna:***@cache2)",
                "storage.url=redis://anna:hush@cache, port=1 | storage.url=redis://anna:***@cache, port=1",
            })
    void should_mask_what_looks_like_a_secret(String text, String masked) {
        assertEquals(masked, Secrets.maskedByForm(text));
        assertEquals(masked, Secrets.maskedByForm(masked), "twice is as once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "=",
                "://",
                "http://localhost:8000/dashboard/logs/",
                "write it as redis://host1:6379,host2:6379.",
                "(redis://cache:6379)",
                "redis://[::1]:6379/0",
                "it looks like redis://host1:6379,host2:6379); 0 lines wait",
                "redis://cache:port/db",
                "jdbc:postgresql://db:5432/logs?ssl=true&user=anna",
                "it has to be key=\"value\",key=value",
                "set: port=8001 (argument), storage.maxlen=77 (environment)",
                "java.lang.Thread@1f2e3d could not",
                "C:\\Users\\anna@home\\asyncz.log cannot be opened",
                "C:/Users/anna@home/asyncz.log cannot be opened",
                "/home/anna@home/asyncz.log",
                "mail anna@example.org",
            })
    void should_leave_everything_else(String text) {
        assertEquals(text, Secrets.maskedByForm(text));
    }

    @Test
    void should_mask_a_quoted_secret_with_blanks() {
        assertEquals("token=\"***\",port=1", Secrets.maskedByForm("token=\"a hush b\",port=1"));
        assertEquals("password='***", Secrets.maskedByForm("password='hush it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redis://anna:hu sh@cache", "redis://anna:\"hush\"@cache", "anna:hu<sh@cache", "hush@cache"})
    void should_take_a_value_as_a_whole(String value) {
        String masked = Secrets.maskedValue(value);

        assertFalse(masked.contains("hu"), masked);
        assertTrue(masked.endsWith("@cache"), masked);
    }

    @Test
    void should_mask_known_secrets_word_for_word_the_longest_first() {
        Secrets secrets = Secrets.of(List.of("hush", "hush-hush", "abc"), List.of());

        assertEquals(
                "For input string: \"***\", ***, abc", secrets.masked("For input string: \"hush-hush\", hush, abc"));
    }

    @Test
    void should_not_hide_what_is_shown_all_the_same() {
        Secrets secrets = Secrets.of(List.of("postgres"), List.of("postgres", "postgres://postgres:***@db"));

        assertEquals("postgres storage is back", secrets.masked("postgres storage is back"));
    }

    @Test
    void should_find_the_passwords_of_a_url_as_written_and_decoded() {
        assertTrue(Secrets.in("redis://anna:h%75sh%40@cache").containsAll(List.of("h%75sh%40", "hush@")));
        assertTrue(Secrets.in("jdbc:postgresql://db/x?user=a&password=h%20ush&x=y")
                .containsAll(List.of("h%20ush", "h ush")));
        assertTrue(Secrets.in("redis://a:hush@n1:1,b:hash@n2:2").containsAll(List.of("hush", "hash")));
        assertTrue(Secrets.in("redis://anna:hush").contains("hush"));
        assertTrue(Secrets.in("redis://anna:12345678@cache").contains("12345678"));
        for (String none :
                List.of("redis://cache", "redis://cache:6379/0", "redis://n1:6379,n2:6379", "jdbc:postgresql://db/x")) {
            assertEquals("", String.join("", Secrets.in(none)), none);
        }
    }
}
