package dev.asyncz.agent.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response without the security headers, which {@link WebServer} puts on every one.
 *
 * @param body never changed after it is handed over
 */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    static final String HTML = "text/html;charset=utf-8";
    static final String JSON = "application/json";

    static Answer html(int status, String body) {
        return new Answer(status, HTML, body.getBytes(UTF_8), Map.of());
    }

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain;charset=utf-8", (body + "\n").getBytes(UTF_8), Map.of());
    }

    static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, body, Map.of());
    }

    static Answer redirect(String location) {
        return text(303, "See " + location).with("Location", location);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }
}
