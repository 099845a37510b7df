package dev.asyncz.agent.dashboard;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes, each on one line, and what becomes of a request that none of them can answer. */
final class Site implements AutoCloseable {
    static final String PAGE = "/dashboard/logs/";
    static final String TABLE = "/dashboard/logs/partials/table";

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    private final Map<String, Function<Ask, Answer>> routes;
    /** Of what stands after a path. */
    private final Map<String, BiFunction<Ask, String, Answer>> below;

    private final StaticFiles files;
    private final LiveLines live;

    Site(DashboardSources sources, int streams) {
        Lines lines = new Lines(sources.storage());
        LogsPage page = new LogsPage(lines, sources);
        Json json = new Json(lines, sources);
        files = new StaticFiles();
        live = new LiveLines(lines, streams);
        OverviewPage overview = new OverviewPage(sources);
        TasksPage tasks = new TasksPage(sources);
        TaskPage task = new TaskPage(lines, sources);
        RunPage run = new RunPage(lines, sources);
        routes = Map.ofEntries(
                Map.entry("/", ask -> to(Addresses.OVERVIEW, ask)),
                Map.entry("/dashboard", ask -> to(Addresses.OVERVIEW, ask)),
                Map.entry(Addresses.OVERVIEW, overview::page),
                Map.entry("/dashboard/tasks", ask -> to(Addresses.TASKS, ask)),
                Map.entry(Addresses.TASKS, tasks::page),
                Map.entry("/dashboard/logs", ask -> to(PAGE, ask)),
                Map.entry(PAGE, page::page),
                Map.entry(TABLE, page::table),
                Map.entry("/dashboard/logs/stream", live::open),
                Map.entry("/dashboard/logs/export", ask -> Export.of(lines, ask)),
                Map.entry("/dashboard/help", ask -> ask.html(200, "help", ask.here())),
                Map.entry("/dashboard/api/logs", json::logs),
                Map.entry("/dashboard/api/stats", ask -> json.stats()),
                Map.entry("/dashboard/api/tasks", ask -> json.tasks()),
                Map.entry("/dashboard/api/runs", json::runs));
        below = Map.of(Addresses.TASKS, task::page, Addresses.RUNS, run::page);
    }

    /** Never throws for anything that the asker sent or the storage did. */
    Answer answer(Ask ask) {
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
            return file.orElseGet(() -> ask.problem(404, "There is no such page here. The log is at " + PAGE + "."));
        } catch (BadParameter e) {
            return ask.problem(400, e.sentence());
        } catch (Lines.Unreachable e) {
            return ask.problem(503, e.sentence());
        } catch (RuntimeException | LinkageError e) {
            // Without the query: that may hold what somebody searched for.
            LOG.warn("no answer to {}", ask.path(), e);
            return ask.problem(500, "The dashboard failed at this request. Capture goes on.");
        }
    }

    @Override
    public void close() {
        live.close();
    }

    private static Answer to(String address, Ask ask) {
        return ask.redirect(address + Parameters.of(ask.query()).asQuery());
    }
}
