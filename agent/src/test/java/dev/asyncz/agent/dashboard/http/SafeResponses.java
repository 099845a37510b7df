package dev.asyncz.agent.dashboard.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every response of the side port has to be. */
final class SafeResponses {
    static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private SafeResponses() {}

    static void assertStatus(int status, String answer) {
        assertTrue(
                answer.startsWith("HTTP/1.1 " + status + " ") || answer.startsWith("HTTP/1.0 " + status + " "), answer);
        assertSafe(answer);
    }

    static void assertSafe(String answer) {
        assertTrue(answer.contains("\r\nContent-Security-Policy: " + CSP + "\r\n"), answer);
        assertTrue(answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"), answer);
        assertTrue(answer.contains("\r\nReferrer-Policy: no-referrer\r\n"), answer);
        assertTrue(answer.contains("\r\nCache-Control: "), answer);
        assertFalse(answer.contains("\tat ") || answer.contains("Jetty") || answer.contains("\r\nServer:"), answer);
    }
}
