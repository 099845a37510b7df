package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.dashboard.api.Json;
import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.Answer;
import dev.asyncz.agent.dashboard.http.Ask;
import dev.asyncz.agent.dashboard.http.Guard;
import dev.asyncz.agent.dashboard.http.Here;
import dev.asyncz.agent.dashboard.http.Parameters;
import dev.asyncz.agent.dashboard.http.Router;
import dev.asyncz.agent.dashboard.http.port.BoundPort;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.server.WebServer;
import dev.asyncz.agent.dashboard.live.LiveLines;
import dev.asyncz.agent.dashboard.logs.Export;
import dev.asyncz.agent.dashboard.logs.LogsPage;
import dev.asyncz.agent.dashboard.runs.OverviewPage;
import dev.asyncz.agent.dashboard.runs.RunPage;
import dev.asyncz.agent.dashboard.runs.TaskPage;
import dev.asyncz.agent.dashboard.runs.TasksPage;
import dev.asyncz.agent.dashboard.search.Lines;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The pages of a dashboard and the routes to them, each on one line. */
final class Site {
    private final Router router;
    private final LiveLines live;

    private Site(Dashboard asked, int streams) {
        Lines lines = new Lines(asked.storage());
        LogsPage logs = new LogsPage(lines, asked.runs(), asked.figures(), asked.found());
        live = new LiveLines(lines, streams);
        OverviewPage overview = new OverviewPage(asked.runs(), asked.figures(), asked.runFigures(), asked.found());
        TasksPage tasks = new TasksPage(asked.runs(), asked.found());
        TaskPage task = new TaskPage(lines, asked.runs());
        RunPage run = new RunPage(lines, asked.runs());
        Json json = new Json(lines, asked.runs(), asked.figures(), asked.runFigures());
        router = new Router(
                Map.ofEntries(
                        Map.entry("/", ask -> to(Addresses.OVERVIEW, ask)),
                        Map.entry("/dashboard", ask -> to(Addresses.OVERVIEW, ask)),
                        Map.entry(Addresses.OVERVIEW, overview::page),
                        Map.entry("/dashboard/tasks", ask -> to(Addresses.TASKS, ask)),
                        Map.entry(Addresses.TASKS, tasks::page),
                        Map.entry("/dashboard/logs", ask -> to(Addresses.LOGS, ask)),
                        Map.entry(Addresses.LOGS, logs::page),
                        Map.entry(Addresses.LOGS_TABLE, logs::table),
                        Map.entry("/dashboard/logs/stream", live::open),
                        Map.entry("/dashboard/logs/export", ask -> Export.of(lines, ask)),
                        Map.entry("/dashboard/help", ask -> ask.html(200, "help", ask.here())),
                        Map.entry("/dashboard/api/logs", json::logs),
                        Map.entry("/dashboard/api/stats", ask -> json.stats()),
                        Map.entry("/dashboard/api/tasks", ask -> json.tasks()),
                        Map.entry("/dashboard/api/runs", json::runs)),
                Map.of(Addresses.TASKS, task::page, Addresses.RUNS, run::page));
    }

    /** Answers at a port to which somebody has come. */
    static BoundPort.Server serve(Dashboard asked, BoundPort port, InetAddress at, DashboardSettings settings)
            throws Exception {
        warm(asked, settings.version());
        Site site = new Site(asked, settings.streams());
        String host = at.isLoopbackAddress() ? "" : settings.host();
        Guard guard = new Guard(at.isAnyLocalAddress(), host, port.port(), settings.token());
        return WebServer.start(port, guard, site.router, site.live, settings);
    }

    /** Loads beside Jetty what the first page needs, by making one that nobody sees, of a line that nobody logged. */
    private static void warm(Dashboard asked, String version) {
        Ask first = new Ask(
                "GET", Addresses.LOGS, null, List.of(), null, null, List.of(), null, null, Here.of(null, version));
        RingStorage storage = new RingStorage(1, 1 << 20);
        storage.append(
                new LogEntry(new TimeOrderedIds().next(), Instant.now(), LogLevel.INFO, "", "", null, null, Map.of()));
        Dashboard made = new Dashboard(storage, asked.runs(), asked.figures(), asked.runFigures(), asked.found());
        Thread thread = new Thread(null, () -> new Site(made, 0).router.answer(first), "asyncz-http-warm-1", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private static Answer to(String address, Ask ask) {
        return ask.redirect(address + Parameters.of(ask.query()).asQuery());
    }
}
