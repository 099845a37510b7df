package dev.asyncz.agent.dashboard.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpRequest.Cookie;
import dev.asyncz.agent.dashboard.http.HttpRequest.Credentials;
import dev.asyncz.agent.dashboard.http.HttpRequest.Headers;
import dev.asyncz.agent.dashboard.http.HttpRequest.Host;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.PageContext;
import dev.asyncz.agent.dashboard.http.Templates;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may change something, where anything can be changed at all. */
class ForgeryTest {
    private static final String HERE = "http://localhost:80";
    private static final String MUTE = Addresses.ACTIONS + "mute";

    private final Guard guard = new Guard(false, "", 80, new Access(null, null, true, "https://ops.example/asyncz"));
    private final FormTokens forms = forms(guard);
    private final FormTokens.Pass pass =
            forms.pass(request("GET", "/dashboard/", HERE, "same-origin", Credentials.NONE, ""));
    private final Cookie cookie = cookie(pass);

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "http://localhost:80, same-origin, 0",
                "http://localhost:80, none, 0",
                "https://ops.example, same-origin, 0",
                "http://localhost:80, cross-site, 403",
                "http://localhost:80, same-site, 403",
                "http://localhost:80, '', 403",
                "http://localhost:81, same-origin, 403",
                "https://evil.example, none, 403",
                "http://localhost:80.evil.example, none, 403",
                "null, none, 403",
                "none, none, 403",
                "none, same-origin, 403",
                "http:// a, none, 403"
            })
    void should_take_a_form_from_its_own_pages_alone(@Nullable String origin, @Nullable String site, int status) {
        assertEquals(status, refused(guard, request("POST", MUTE, origin, site, of(cookie), form(pass.token()))));
    }

    @Test
    void should_refuse_a_form_whose_token_was_given_to_another_browser_or_by_another_process() {
        FormTokens.Pass other = forms.pass(request("GET", "/dashboard/", HERE, null, Credentials.NONE, ""));
        FormTokens.Pass elsewhere = new FormTokens(80).pass(request("GET", "/", HERE, null, of(cookie), ""));

        for (String body : List.of("", form(""), form(other.token()), form(elsewhere.token()), "form_token=%zz")) {
            assertEquals(403, refused(guard, request("POST", MUTE, HERE, "same-origin", of(cookie), body)), body);
        }
        assertEquals(
                403, refused(guard, request("POST", MUTE, HERE, "same-origin", Credentials.NONE, form(pass.token()))));
    }

    @Test
    void should_give_a_browser_one_cookie_and_each_page_the_token_that_fits() {
        FormTokens.Pass again = forms.pass(request("GET", "/dashboard/", HERE, null, of(cookie), ""));

        assertNull(again.cookie());
        assertEquals(pass.token(), again.token());
        assertTrue(String.valueOf(pass.cookie()).endsWith("; Path=/; HttpOnly; SameSite=Strict"), pass::cookie);
    }

    @Test
    void should_answer_405_where_nothing_can_be_changed_and_for_all_that_changes_nothing() {
        Guard reading = new Guard(false, "", 80, Access.FREE);

        assertNull(reading.forms());
        assertEquals(405, refused(reading, request("POST", MUTE, HERE, null, of(cookie), form(pass.token()))));
        for (String path : List.of("/", "/dashboard/logs/", "/dashboard/tasks/a", "/metrics", "/dashboard/actions")) {
            assertEquals(405, refused(guard, request("POST", path, HERE, null, of(cookie), form(pass.token()))), path);
        }
        assertEquals(405, refused(guard, request("PUT", MUTE, HERE, null, of(cookie), form(pass.token()))));
    }

    @Test
    void should_want_the_token_of_the_pages_first_and_take_a_program_at_its_word() {
        Guard locked = new Guard(true, "", 80, new Access("s3cret", "scrape", true, ""));
        Credentials program = new Credentials("Bearer s3cret", List.of(), "");
        Credentials scraper = new Credentials("Bearer scrape", List.of(), "");

        assertEquals(401, refused(locked, request("POST", MUTE, HERE, "same-origin", of(cookie), form(pass.token()))));
        assertEquals(401, refused(locked, request("POST", MUTE, null, null, scraper, "")));
        assertEquals(0, refused(locked, request("POST", MUTE, null, null, program, "")));
        assertEquals(0, refused(locked, request("GET", "/metrics", null, null, scraper, "")));
        assertEquals(401, refused(locked, request("GET", "/dashboard/", null, null, scraper, "")));
        assertEquals(401, refused(locked, request("GET", "/metrics", null, null, Credentials.NONE, "")));
        assertEquals(0, refused(locked, request("GET", "/health", null, null, Credentials.NONE, "")));
    }

    private static FormTokens forms(Guard guard) {
        FormTokens forms = guard.forms();
        assertNotNull(forms);
        return forms;
    }

    private static Cookie cookie(FormTokens.Pass pass) {
        String set = String.valueOf(pass.cookie());
        return new Cookie(set.substring(0, set.indexOf('=')), set.substring(set.indexOf('=') + 1, set.indexOf(';')));
    }

    private static Credentials of(Cookie cookie) {
        return new Credentials(null, List.of(cookie), "");
    }

    private static String form(String token) {
        return "task=a&" + FormTokens.FIELD + "=" + token;
    }

    /** The status of the refusal; 0 for none. */
    private static int refused(Guard guard, HttpRequest request) {
        return guard.refusal(request).map(HttpResponse::status).orElse(0);
    }

    private static HttpRequest request(
            String method,
            String path,
            @Nullable String origin,
            @Nullable String site,
            Credentials credentials,
            String body) {
        return new HttpRequest(
                method,
                path,
                null,
                new Host(List.of("localhost:80"), null),
                credentials,
                new Headers(null, origin, site, null, null),
                () -> body,
                PageContext.of(null, "1", new Templates()));
    }
}
