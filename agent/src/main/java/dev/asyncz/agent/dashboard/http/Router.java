package dev.asyncz.agent.dashboard.http;

import dev.asyncz.agent.dashboard.http.reader.ReaderWishes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which handler answers which path, and what becomes of a request that none of them can answer. Any thread. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Pages pages;
    private final StaticFiles files = new StaticFiles();

    /** What is asked in turn; null where there is nothing. */
    public interface Pages {
        /** Of the whole path. */
        @Nullable
        HttpResponse whole(HttpRequest request);

        /**
         * Of what stands after a path.
         *
         * @param root the path up to its last slash
         * @param id what follows, as it stands there
         */
        @Nullable
        HttpResponse below(String root, HttpRequest request, String id);

        /** Of two runs beside each other; the second one is empty where the path ends before it. */
        @Nullable
        HttpResponse compare(HttpRequest request, String first, String second);

        /** What POST does, by the whole path. */
        @Nullable
        HttpResponse act(HttpRequest request);
    }

    public Router(Pages pages) {
        this.pages = pages;
    }

    /** Never throws for anything that the asker sent or the storage did. */
    public HttpResponse handle(HttpRequest request) {
        try {
            HttpResponse chosen = request.path().startsWith("/dashboard/api/") ? null : ReaderWishes.chosen(request);
            if (chosen != null) {
                return chosen;
            }
            HttpResponse asked = asked(request);
            if (asked != null) {
                return asked;
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

    private @Nullable HttpResponse asked(HttpRequest request) {
        HttpResponse whole = request.method().equals("POST") ? pages.act(request) : pages.whole(request);
        String path = request.path();
        int end = path.lastIndexOf('/') + 1;
        if (whole != null) {
            return whole;
        }
        if (end < path.length()) {
            HttpResponse below = pages.below(path.substring(0, end), request, path.substring(end));
            if (below != null) {
                return below;
            }
        }
        int first = end - Addresses.COMPARE.length();
        int root = Addresses.RUNS.length();
        boolean pair = path.startsWith(Addresses.RUNS)
                && first > root
                && path.startsWith(Addresses.COMPARE, first)
                && path.indexOf('/', root) == first;
        return pair
                ? pages.compare(
                        request, Addresses.decode(path.substring(root, first)), Addresses.decode(path.substring(end)))
                : null;
    }
}
