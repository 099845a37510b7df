package dev.asyncz.agent.storage.opensearch.connection;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is asked.
 *
 * @param method of HTTP
 * @param path begins with a slash
 * @param body its JSON; null for none
 * @param right what the user needs for it, for the message that says it is missing
 */
public record Request(String method, String path, byte @Nullable [] body, String right) {

    public static Request get(String path, String right) {
        return new Request("GET", path, null, right);
    }

    public static Request of(String method, String path, String body, String right) {
        return new Request(method, path, body.getBytes(StandardCharsets.UTF_8), right);
    }
}
