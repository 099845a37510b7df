package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.dashboard.alerts.AlertsPage;
import dev.asyncz.agent.dashboard.api.CompareApi;
import dev.asyncz.agent.dashboard.api.HistoryApi;
import dev.asyncz.agent.dashboard.api.JsonApi;
import dev.asyncz.agent.dashboard.api.MetricsApi;
import dev.asyncz.agent.dashboard.api.MuteAction;
import dev.asyncz.agent.dashboard.api.NodesApi;
import dev.asyncz.agent.dashboard.api.TabIcon;
import dev.asyncz.agent.dashboard.api.TraceLinks;
import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.PageContext;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.Router;
import dev.asyncz.agent.dashboard.http.Templates;
import dev.asyncz.agent.dashboard.http.access.Access;
import dev.asyncz.agent.dashboard.http.access.Guard;
import dev.asyncz.agent.dashboard.http.port.BoundPort;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.server.WebServer;
import dev.asyncz.agent.dashboard.live.LiveLines;
import dev.asyncz.agent.dashboard.logs.LogExport;
import dev.asyncz.agent.dashboard.logs.LogsPage;
import dev.asyncz.agent.dashboard.nodes.NodesPage;
import dev.asyncz.agent.dashboard.runs.OverviewPage;
import dev.asyncz.agent.dashboard.runs.RunPage;
import dev.asyncz.agent.dashboard.runs.TaskPage;
import dev.asyncz.agent.dashboard.runs.TasksPage;
import dev.asyncz.agent.dashboard.runs.compare.ComparePage;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.PastedText;
import dev.asyncz.agent.dashboard.search.SinceStart;
import dev.asyncz.agent.dashboard.timeline.TimelinePage;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The pages of a dashboard and the routes to them, each on one line. */
final class Routes {
    private final Router router;
    private final LiveLines live;

    /** @param traceUrl where traces can be looked at; empty for nowhere */
    Routes(Dashboard asked, int streams, String traceUrl, Guard guard) {
        LogReader lines = new LogReader(asked.storage());
        PastedText pasted = new PastedText(lines, asked.runs());
        SinceStart started = new SinceStart(asked.runs());
        UnaryOperator<HttpRequest> read = request -> pasted.read(started.in(request));
        LogsPage logs = new LogsPage(pasted, lines, asked.runs(), asked.figures(), asked.found(), asked.gaps());
        live = new LiveLines(lines, asked.runs()::starts, streams);
        OverviewPage overview = new OverviewPage(
                asked.alerting() != null,
                asked.runs(),
                asked.signs(),
                asked.figures(),
                asked.runFigures(),
                asked.found(),
                asked.gaps());
        TasksPage tasks = new TasksPage(asked.runs(), asked.signs(), asked.found());
        TaskPage task = new TaskPage(lines, asked.runs(), asked.signs(), guard.forms());
        RunPage run = new RunPage(lines, asked.runs(), asked.signs());
        ComparePage compare = new ComparePage(lines, asked.runs(), asked.signs());
        JsonApi json =
                new JsonApi(lines, asked.runs(), asked.signs(), asked.figures(), asked.runFigures(), asked.gaps());
        MetricsApi metrics = new MetricsApi(
                lines, asked.runs(), asked.signs(), asked.figures(), asked.gaps(), asked.alerting(), guard::isKnown);
        router = new Router(
                Map.ofEntries(
                        Map.entry("/", request -> to(Addresses.OVERVIEW, request)),
                        Map.entry("/dashboard", request -> to(Addresses.OVERVIEW, request)),
                        Map.entry(Addresses.OVERVIEW, overview::page),
                        Map.entry("/dashboard/tasks", request -> to(Addresses.TASKS, request)),
                        Map.entry(Addresses.TASKS, tasks::page),
                        Map.entry("/dashboard/timeline", request -> to(Addresses.TIMELINE, request)),
                        Map.entry(Addresses.TIMELINE, new TimelinePage(asked.runs())::page),
                        Map.entry("/dashboard/nodes", request -> to(Addresses.NODES, request)),
                        Map.entry(Addresses.NODES, new NodesPage(asked.runs(), asked.signs())::page),
                        Map.entry("/dashboard/logs", request -> to(Addresses.LOGS, request)),
                        Map.entry(Addresses.LOGS, logs::page),
                        Map.entry(Addresses.LOGS_TABLE, logs::table),
                        Map.entry("/dashboard/logs/stream", request -> live.open(read.apply(request))),
                        Map.entry("/dashboard/logs/export", request -> LogExport.of(lines, read.apply(request))),
                        Map.entry("/dashboard/help", request -> request.html(200, "pages/help", request.context())),
                        Map.entry(Addresses.ALERTS, new AlertsPage(asked.alerting())::page),
                        Map.entry(Addresses.ICON, new TabIcon(asked.runs(), asked.signs())::icon),
                        Map.entry(Addresses.METRICS, metrics::metrics),
                        Map.entry(Addresses.HEALTH, metrics::health),
                        Map.entry("/dashboard/api/logs", request -> json.logs(read.apply(request))),
                        Map.entry("/dashboard/api/stats", request -> json.stats()),
                        Map.entry("/dashboard/api/tasks", json::tasks),
                        Map.entry("/dashboard/api/nodes", new NodesApi(asked.runs())::nodes),
                        Map.entry("/dashboard/api/runs", json::runs),
                        Map.entry("/dashboard/api/history", new HistoryApi(lines, asked.runs())::history),
                        Map.entry("/dashboard/api/compare", new CompareApi(compare)::compare)),
                Map.of(
                        Addresses.TASKS, task::page,
                        Addresses.RUNS, run::page,
                        Addresses.TRACES, new TraceLinks(traceUrl)::page),
                Map.of(new Router.Pair(Addresses.RUNS, Addresses.COMPARE), compare::page),
                Map.of(Addresses.MUTE, new MuteAction(asked.signs().mutes(), asked.journal())::mute));
    }

    HttpResponse handle(HttpRequest request) {
        return router.handle(request);
    }

    /** Answers at a port to which somebody has come. */
    static BoundPort.Server serve(Dashboard asked, BoundPort port, InetAddress at, DashboardSettings settings)
            throws Exception {
        Templates templates = new Templates();
        warm(asked, PageContext.of(null, settings.version(), templates));
        String host = at.isLoopbackAddress() ? "" : settings.host();
        Guard guard = new Guard(at.isAnyLocalAddress(), host, port.port(), settings.access());
        Routes routes = new Routes(asked, settings.streams(), settings.traceUrl(), guard);
        return WebServer.start(port, guard, routes.router, routes.live, templates, settings);
    }

    /** Loads beside Jetty what the first page needs, by making one that nobody sees, of a line that nobody logged. */
    private static void warm(Dashboard asked, PageContext context) {
        HttpRequest first = HttpRequest.get(Addresses.LOGS, context);
        RingStorage storage = new RingStorage(1, 1 << 20);
        storage.append(
                new LogEntry(new TimeOrderedIds().next(), Instant.now(), LogLevel.INFO, "", "", null, null, Map.of()));
        Dashboard made = new Dashboard(
                storage, asked.runs(), asked.figures(), asked.runFigures(), asked.found(), asked.gaps(), null);
        Guard nobody = new Guard(false, "", 0, Access.FREE);
        AgentThreads.daemon("asyncz-http-warm-1", () -> new Routes(made, 0, "", nobody).router.handle(first))
                .start();
    }

    private static HttpResponse to(String address, HttpRequest request) {
        return request.redirect(address + QueryParameters.of(request.query()).asQuery());
    }
}
