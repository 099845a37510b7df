package dev.asyncz.agent.dashboard.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.server.WebServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A response without the security headers, which {@link WebServer} puts on every one.
 *
 * @param body never changed after it is handed over
 * @param writer writes a body that is not there yet, in place of {@code body}; null for none. Returns at once
 */
public record HttpResponse(
        int status,
        String contentType,
        byte[] body,
        Map<String, String> headers,
        @Nullable Consumer<ResponseStream> writer) {
    static final String HTML = "text/html;charset=utf-8";
    static final String JSON = "application/json";

    private static final byte[] NOTHING = {};

    static HttpResponse html(int status, String body) {
        return of(status, HTML, body.getBytes(UTF_8));
    }

    public static HttpResponse text(int status, String body) {
        return of(status, "text/plain;charset=utf-8", (body + "\n").getBytes(UTF_8));
    }

    public static HttpResponse text(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(UTF_8));
    }

    static HttpResponse json(int status, byte[] body) {
        return of(status, JSON, body);
    }

    static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(status, contentType, body, Map.of(), null);
    }

    public static HttpResponse streamed(String contentType, Consumer<ResponseStream> writer) {
        return new HttpResponse(200, contentType, NOTHING, Map.of(), writer);
    }

    /** @param location as the browser has to ask for it */
    public static HttpResponse redirect(String location) {
        return text(303, "See " + location).with("Location", location);
    }

    public HttpResponse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, contentType, body, more, writer);
    }
}
