package dev.asyncz.agent.dashboard.http;

import static dev.asyncz.agent.dashboard.http.SafeResponses.assertSafe;
import static dev.asyncz.agent.dashboard.http.SafeResponses.assertStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets an answer at all, and what every answer carries. */
class GuardTest {

    private static Port port;
    private static Port locked;

    @BeforeAll
    static void open() {
        var sources = Samples.sources(Samples.ring(List.of(Samples.entry(LogLevel.INFO, "secret line", null, null))));
        port = Port.bound(Port.settings("127.0.0.1", null), sources);
        locked = Port.bound(Port.settings("127.0.0.1", "s3cret; =ü"), sources);
    }

    @AfterAll
    static void close() {
        port.close();
        locked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LOCALHOST:PORT"})
    void should_answer_when_host_is_its_own(String host) throws IOException {
        assertStatus(200, get(port, "Host: " + host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "localhost.evil.example:PORT",
                "evil.localhost:PORT",
                "localhost",
                "127.0.0.1",
                "[::1]",
                "localhost:1",
                "localhost:",
                "localhost:PORT0",
                "localhost.:PORT",
                "127.0.0.1.:PORT",
                "127.1:PORT",
                "2130706433:PORT",
                "0.0.0.0:PORT",
                "[::]:PORT",
                "::1:PORT",
                "[::ffff:127.0.0.1]:PORT",
                "localhost@evil.example:PORT",
                "evil.example@localhost:PORT",
                "user:pass@localhost:PORT",
                "localhost:PORT@evil.example",
                "localhost:PORT,evil.example",
                "localhost:PORT/evil",
                "localhost:PORT#",
                "localhost:PORT?",
                "127.0.0.2:PORT",
                "localhost%00:PORT",
                "",
                "a b",
                "[localhost]:PORT"
            })
    void should_answer_421_when_host_is_foreign(String host) throws IOException {
        String answer = get(port, "Host: " + host);
        assertStatus(421, answer);
        assertFalse(answer.contains("secret line"));
    }

    @Test
    void should_answer_421_when_host_is_missing_or_there_twice() throws IOException {
        assertStatus(421, port.raw("GET /dashboard/logs/ HTTP/1.0"));
        assertStatus(421, get(port, "Host: localhost:PORT\r\nHost: localhost:PORT"));
        assertStatus(421, get(port, "Host: localhost:PORT\r\nHost: evil.example"));
        assertStatus(421, port.raw("GET /dashboard/logs/ HTTP/1.1"));
    }

    @Test
    void should_answer_421_when_an_absolute_target_names_another_host() throws IOException {
        String local = "localhost:" + port.number();
        assertStatus(200, port.raw("GET http://" + local + "/dashboard/logs/ HTTP/1.1", "Host: " + local));
        assertStatus(421, port.raw("GET http://evil.example/dashboard/logs/ HTTP/1.1", "Host: " + local));
        assertStatus(421, port.raw("GET http://u@" + local + "/dashboard/logs/ HTTP/1.1", "Host: " + local));
        assertStatus(421, port.raw("GET http://" + local + "/dashboard/logs/ HTTP/1.1", "Host: evil.example"));
    }

    @Test
    void should_check_the_host_before_method_and_token() throws IOException {
        assertStatus(421, locked.raw("POST /dashboard/logs/ HTTP/1.1", "Host: evil.example", "Content-Length: 0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "CONNECTED", "get"})
    void should_answer_405_on_every_route_when_the_method_is_not_for_reading(String method) throws IOException {
        for (String path : List.of(
                "/",
                "/dashboard/logs/",
                "/dashboard/logs/partials/table",
                "/dashboard/logs/stream",
                "/dashboard/logs/export",
                "/dashboard/api/logs",
                "/dashboard/api/stats",
                "/dashboard/api/tasks",
                "/dashboard/static/app.css",
                "/nowhere")) {
            String answer = port.raw(
                    method + " " + path + " HTTP/1.1", "Host: localhost:" + port.number(), "Content-Length: 0");
            assertStatus(405, answer);
            assertTrue(answer.contains("Allow: GET, HEAD"), answer);
            assertSafe(answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, 303",
        "/dashboard/logs/, 200",
        "/dashboard/logs/partials/table, 200",
        "/dashboard/api/logs, 200",
        "/dashboard/api/stats, 200",
        "/dashboard/api/tasks, 200",
        "/dashboard/static/app.css, 200",
        "/dashboard/static/htmx.min.js, 200",
        "/dashboard/logs/?limit=many, 400",
        "/dashboard/api/logs?since=x, 400",
        "/nowhere, 404",
        "/dashboard/api/nowhere, 404",
        "/dashboard/static/../templates/pages/logs.mustache, 404",
        "/dashboard/static/%2e%2e/app.css, 400",
        "/dashboard/static/, 404",
        "//evil.example/dashboard/logs/, 400"
    })
    void should_carry_the_security_headers_and_no_version_when_answering(String path, int status) throws IOException {
        String host = "Host: localhost:" + port.number();
        String got = port.raw("GET " + path + " HTTP/1.1", host);
        assertStatus(status, got);
        assertSafe(got);
        String head = port.raw("HEAD " + path + " HTTP/1.1", host);
        assertStatus(status, head);
        assertSafe(head);
        assertTrue(head.endsWith("\r\n\r\n"), "no body: " + head);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9",
                "GET  / HTTP/1.1",
                "nonsense",
                "GET / HTTP/1.1\r\nbroken header",
                "GET /%zz HTTP/1.1\r\nHost: localhost",
                "\u0016\u0003\u0001 HTTP/1.1",
                "GET /a;b=c/../d HTTP/1.1\r\nHost: localhost",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1"
            })
    void should_carry_the_security_headers_when_jetty_refuses_the_request(String request) throws IOException {
        String answer = port.raw(request);
        assertTrue(answer.matches("(?s)HTTP/1\\.[01] (4\\d\\d|505) .*"), answer);
        assertSafe(answer);
    }

    @Test
    void should_bound_the_size_of_a_request() throws IOException {
        String answer = port.raw("GET /?q=" + "x".repeat(20_000) + " HTTP/1.1", "Host: localhost:" + port.number());
        assertTrue(answer.startsWith("HTTP/1.1 414") || answer.startsWith("HTTP/1.1 431"), answer);
        assertSafe(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/dashboard/logs/",
                "/dashboard/logs/partials/table",
                "/dashboard/api/logs",
                "/dashboard/api/stats",
                "/dashboard/api/tasks",
                "/dashboard/logs/stream",
                "/dashboard/logs/export",
                "/dashboard/help",
                "/dashboard/static/",
                "/metrics",
                "/nowhere"
            })
    void should_answer_401_when_the_token_is_missing_or_wrong(String path) throws Exception {
        assertEquals(401, locked.get(path).statusCode());
        assertEquals(401, locked.get(path + "?token=wrong").statusCode());
        assertEquals(401, locked.get(path, "Authorization", "Bearer wrong").statusCode());
        assertEquals(401, locked.get(path, "Cookie", cookie() + "=wrong").statusCode());
        HttpResponse<String> answer = locked.get(path);
        assertEquals(
                SafeResponses.CSP,
                answer.headers().firstValue("Content-Security-Policy").orElse(""));
        assertFalse(answer.body().contains("secret line"));
    }

    @Test
    void should_answer_when_the_token_comes_as_bearer() throws IOException {
        String bearer = "Host: localhost:PORT\r\nAuthorization: bearer plain";
        try (Port other = Port.bound(Port.settings("127.0.0.1", "plain"), Samples.sources(Samples.ring(List.of())))) {
            assertStatus(200, get(other, bearer));
            assertStatus(401, get(other, bearer + "er"));
        }
    }

    @Test
    void should_take_the_token_out_of_the_url_and_into_a_cookie() throws Exception {
        HttpResponse<String> login = locked.get("/dashboard/logs/?q=line&token=s3cret%3B+%3D%C3%BC");
        assertEquals(303, login.statusCode());
        assertEquals(
                "/dashboard/logs/?q=line",
                login.headers().firstValue("Location").orElse(""));
        String cookie = login.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.matches(cookie() + "=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict"), cookie);
        HttpResponse<String> page = locked.get("/dashboard/logs/", "Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("secret line"));
    }

    @Test
    void should_give_the_cookie_to_the_form_that_sends_the_token_in_a_header() throws Exception {
        HttpResponse<String> login = locked.get("/dashboard/logs/", "Authorization", "Form s3cret%3B%20%3D%C3%BC");
        assertEquals(200, login.statusCode());
        assertTrue(login.headers().firstValue("Set-Cookie").orElse("").startsWith(cookie() + "="));
        assertFalse(login.body().contains("secret line"));
        HttpResponse<String> wrong = locked.get("/dashboard/logs/", "Authorization", "Form s3cret");
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.headers().firstValue("Set-Cookie").isEmpty());
        assertEquals(
                401, locked.get("/dashboard/logs/", "Authorization", "Form %zz").statusCode());
        HttpResponse<String> proxied = locked.get("/?token=s3cret%3B+%3D%C3%BC", "X-Forwarded-Prefix", "/ops/shop");
        assertTrue(proxied.headers().firstValue("Set-Cookie").orElse("").contains("; Path=/ops/shop/; "));
    }

    @Test
    void should_give_the_files_of_the_login_page_to_everybody() throws Exception {
        for (String file : List.of("app.css", "login.js", "favicon.svg")) {
            assertEquals(200, locked.get("/dashboard/static/" + file).statusCode());
        }
    }

    @Test
    void should_let_any_host_pass_only_when_it_listens_everywhere_with_a_token() throws IOException {
        try (Port open = Port.bound(Port.settings("0.0.0.0", "plain"), Samples.sources(Samples.ring(List.of())))) {
            assertStatus(401, get(open, "Host: logs.example:PORT"));
            assertStatus(200, get(open, "Host: logs.example:PORT\r\nAuthorization: Bearer plain"));
            assertStatus(421, get(open, "Host: a@logs.example:PORT\r\nAuthorization: Bearer plain"));
        }
    }

    private static String cookie() {
        return "asyncz-" + locked.number();
    }

    private static String get(Port at, String headers) throws IOException {
        return at.raw("GET /dashboard/logs/ HTTP/1.1", headers.replace("PORT", String.valueOf(at.number())));
    }
}
