package dev.asyncz.agent.dashboard.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which handler answers which path, and what becomes of a request that none of them can answer. Any thread. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Map<String, Function<Ask, Answer>> routes;
    /** Of what stands after a path. */
    private final Map<String, BiFunction<Ask, String, Answer>> below;

    private final StaticFiles files = new StaticFiles();

    /**
     * @param routes by the whole path
     * @param below by the path up to its last slash; the handler is given what follows, decoded
     */
    public Router(Map<String, Function<Ask, Answer>> routes, Map<String, BiFunction<Ask, String, Answer>> below) {
        this.routes = routes;
        this.below = below;
    }

    /** Never throws for anything that the asker sent or the storage did. */
    public Answer answer(Ask ask) {
        Function<Ask, Answer> route = routes.get(ask.path());
        try {
            if (route != null) {
                return route.apply(ask);
            }
            int end = ask.path().lastIndexOf('/') + 1;
            BiFunction<Ask, String, Answer> page = below.get(ask.path().substring(0, end));
            if (page != null && end < ask.path().length()) {
                return page.apply(ask, Addresses.decode(ask.path().substring(end)));
            }
            Optional<Answer> file = files.answer(ask.path());
            return file.orElseGet(
                    () -> ask.problem(404, "There is no such page here. The log is at " + Addresses.LOGS + "."));
        } catch (RequestFailure e) {
            return ask.problem(e.status(), e.sentence());
        } catch (RuntimeException | LinkageError e) {
            // Without the query: that may hold what somebody searched for.
            LOG.warn("no answer to {}", ask.path(), e);
            return ask.problem(500, "The dashboard failed at this request. Capture goes on.");
        }
    }
}
