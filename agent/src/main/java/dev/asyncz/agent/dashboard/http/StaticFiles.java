package dev.asyncz.agent.dashboard.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files that the pages refer to: these and no others, whatever the path looks like. Any thread. */
public final class StaticFiles {
    private static final String FOLDER = "/dashboard/static/";
    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final String STYLE = "text/css;charset=utf-8";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("app.css", STYLE),
            Map.entry("runs.css", STYLE),
            Map.entry("timeline.css", STYLE),
            Map.entry("keys.js", SCRIPT),
            Map.entry("rows.js", SCRIPT),
            Map.entry("runs.js", SCRIPT),
            Map.entry("form.js", SCRIPT),
            Map.entry("live.js", SCRIPT),
            Map.entry("app.js", SCRIPT),
            Map.entry("login.js", SCRIPT),
            Map.entry("htmx.min.js", SCRIPT),
            Map.entry("favicon.svg", "image/svg+xml"));

    private final Map<String, HttpResponse> read = new ConcurrentHashMap<>();

    public static boolean has(String path) {
        return path.startsWith(FOLDER) && TYPES.containsKey(path.substring(FOLDER.length()));
    }

    Optional<HttpResponse> find(String path) {
        return has(path)
                ? Optional.of(read.computeIfAbsent(path.substring(FOLDER.length()), StaticFiles::read))
                : Optional.empty();
    }

    private static HttpResponse read(String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the agent jar lacks " + FOLDER + name);
            }
            // The pages ask for the file with the agent's version in the query: a new version is a new address.
            return HttpResponse.of(200, TYPES.getOrDefault(name, ""), in.readAllBytes())
                    .with("Cache-Control", "private, max-age=3600");
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + name, e);
        }
    }
}
