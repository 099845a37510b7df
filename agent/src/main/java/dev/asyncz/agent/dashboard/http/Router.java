package dev.asyncz.agent.dashboard.http;

import dev.asyncz.agent.dashboard.http.reader.ReaderWishes;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which handler answers which path, and what becomes of a request that none of them can answer. Any thread. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Map<String, Function<HttpRequest, HttpResponse>> routes;
    /** Of what stands after a path. */
    private final Map<String, BiFunction<HttpRequest, String, HttpResponse>> below;

    /** Of two ids, with a word between them. */
    private final Map<Pair, PairPage> pairs;

    /** What changes something, by the whole path. */
    private final Map<String, Function<HttpRequest, HttpResponse>> actions;

    private final StaticFiles files = new StaticFiles();

    /**
     * Of what stands before the first of two ids, and between them.
     *
     * @param root ends with a slash, as does {@code word}, which begins with one
     */
    public record Pair(String root, String word) {}

    /** Answers what is asked of two ids. */
    public interface PairPage {
        /** @param second empty where the path ends before it */
        HttpResponse page(HttpRequest request, String first, String second);
    }

    /**
     * @param routes by the whole path
     * @param below by the path up to its last slash; the handler is given what follows, decoded
     * @param pairs of paths that have two ids, which the handler is given decoded
     * @param actions what POST does, by the whole path
     */
    public Router(
            Map<String, Function<HttpRequest, HttpResponse>> routes,
            Map<String, BiFunction<HttpRequest, String, HttpResponse>> below,
            Map<Pair, PairPage> pairs,
            Map<String, Function<HttpRequest, HttpResponse>> actions) {
        this.routes = routes;
        this.below = below;
        this.pairs = pairs;
        this.actions = actions;
    }

    /** Never throws for anything that the asker sent or the storage did. */
    public HttpResponse handle(HttpRequest request) {
        Function<HttpRequest, HttpResponse> route =
                (request.method().equals("POST") ? actions : routes).get(request.path());
        try {
            HttpResponse chosen = request.path().startsWith("/dashboard/api/") ? null : ReaderWishes.chosen(request);
            if (chosen != null) {
                return chosen;
            }
            if (route != null) {
                return route.apply(request);
            }
            int end = request.path().lastIndexOf('/') + 1;
            BiFunction<HttpRequest, String, HttpResponse> page =
                    below.get(request.path().substring(0, end));
            if (page != null && end < request.path().length()) {
                return page.apply(request, Addresses.decode(request.path().substring(end)));
            }
            HttpResponse pair = pair(request);
            if (pair != null) {
                return pair;
            }
            Optional<HttpResponse> file = files.find(request.path());
            return file.orElseGet(
                    () -> request.problem(404, "There is no such page here. The log is at " + Addresses.LOGS + "."));
        } catch (RequestFailure e) {
            return request.problem(e.status(), e.sentence());
        } catch (RuntimeException | LinkageError e) {
            // Without the query: that may hold what somebody searched for.
            LOG.warn("no answer to {}", request.path(), e);
            return request.problem(500, "The dashboard failed at this request. Capture goes on.");
        }
    }

    private @Nullable HttpResponse pair(HttpRequest request) {
        String path = request.path();
        int end = path.lastIndexOf('/') + 1;
        for (Map.Entry<Pair, PairPage> each : pairs.entrySet()) {
            String root = each.getKey().root;
            String word = each.getKey().word;
            int first = end - word.length();
            boolean fits = path.startsWith(root) && first > root.length() && path.startsWith(word, first);
            if (fits && path.indexOf('/', root.length()) == first) {
                String one = Addresses.decode(path.substring(root.length(), first));
                return each.getValue().page(request, one, Addresses.decode(path.substring(end)));
            }
        }
        return null;
    }
}
