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
import org.jspecify.annotations.Nullable;

/**
 * The pages of a dashboard and the routes to them, each on one line. A switch and not a table of lambdas: those cost the
 * first page that is asked for more than all that they lead to.
 */
final class Routes implements Router.Pages {
    private final Dashboard asked;
    private final LogReader lines;
    private final PastedText pasted;
    private final SinceStart started;
    private final LogsPage logs;
    private final LiveLines live;
    private final OverviewPage overview;
    private final TasksPage tasks;
    private final TaskPage task;
    private final RunPage run;
    private final ComparePage compare;
    private final TraceLinks traces;
    private final JsonApi json;
    private final MetricsApi metrics;
    private final Router router = new Router(this);

    /** @param traceUrl where traces can be looked at; empty for nowhere */
    Routes(Dashboard asked, int streams, String traceUrl, Guard guard) {
        this.asked = asked;
        lines = new LogReader(asked.storage());
        pasted = new PastedText(lines, asked.runs());
        started = new SinceStart(asked.runs());
        logs = new LogsPage(pasted, lines, asked.runs(), asked.figures(), asked.found(), asked.gaps());
        live = new LiveLines(lines, asked.runs()::starts, streams);
        overview = new OverviewPage(
                asked.alerting() != null,
                asked.runs(),
                asked.signs(),
                asked.figures(),
                asked.runFigures(),
                asked.found(),
                asked.gaps());
        tasks = new TasksPage(asked.runs(), asked.signs(), asked.found());
        task = new TaskPage(lines, asked.runs(), asked.signs(), guard.forms());
        run = new RunPage(lines, asked.runs(), asked.signs());
        compare = new ComparePage(lines, asked.runs(), asked.signs());
        traces = new TraceLinks(traceUrl);
        json = new JsonApi(lines, asked.runs(), asked.signs(), asked.figures(), asked.runFigures(), asked.gaps());
        metrics = new MetricsApi(
                lines, asked.runs(), asked.signs(), asked.figures(), asked.gaps(), asked.alerting(), guard::isKnown);
    }

    @Override
    public @Nullable HttpResponse whole(HttpRequest request) {
        return switch (request.path()) {
            case "/", "/dashboard" -> to(Addresses.OVERVIEW, request);
            case "/dashboard/tasks" -> to(Addresses.TASKS, request);
            case "/dashboard/timeline" -> to(Addresses.TIMELINE, request);
            case "/dashboard/nodes" -> to(Addresses.NODES, request);
            case "/dashboard/logs" -> to(Addresses.LOGS, request);
            case Addresses.OVERVIEW -> overview.page(request);
            case Addresses.TASKS -> tasks.page(request);
            case Addresses.TIMELINE -> new TimelinePage(asked.runs()).page(request);
            case Addresses.NODES -> new NodesPage(asked.runs(), asked.signs()).page(request);
            case Addresses.LOGS -> logs.page(request);
            case Addresses.LOGS_TABLE -> logs.table(request);
            case "/dashboard/logs/stream" -> live.open(read(request));
            case "/dashboard/logs/export" -> LogExport.of(lines, read(request));
            case "/dashboard/help" -> request.html(200, "pages/help", request.context());
            case Addresses.ALERTS -> new AlertsPage(asked.alerting()).page(request);
            case Addresses.ICON -> new TabIcon(asked.runs(), asked.signs()).icon(request);
            case Addresses.METRICS -> metrics.metrics(request);
            case Addresses.HEALTH -> metrics.health(request);
            case "/dashboard/api/logs" -> json.logs(read(request));
            case "/dashboard/api/stats" -> json.stats();
            case "/dashboard/api/tasks" -> json.tasks(request);
            case "/dashboard/api/nodes" -> new NodesApi(asked.runs()).nodes(request);
            case "/dashboard/api/runs" -> json.runs(request);
            case "/dashboard/api/history" -> new HistoryApi(lines, asked.runs()).history(request);
            case "/dashboard/api/compare" -> new CompareApi(compare).compare(request);
            default -> null;
        };
    }

    @Override
    public @Nullable HttpResponse below(String root, HttpRequest request, String id) {
        return switch (root) {
            case Addresses.TASKS -> task.page(request, Addresses.decode(id));
            case Addresses.RUNS -> run.page(request, Addresses.decode(id));
            case Addresses.TRACES -> traces.page(request, Addresses.decode(id));
            default -> null;
        };
    }

    @Override
    public @Nullable HttpResponse compare(HttpRequest request, String first, String second) {
        return compare.page(request, first, second);
    }

    @Override
    public @Nullable HttpResponse act(HttpRequest request) {
        return request.path().equals(Addresses.MUTE)
                ? new MuteAction(asked.signs().mutes(), asked.journal()).mute(request)
                : null;
    }

    private HttpRequest read(HttpRequest request) {
        return pasted.read(started.in(request));
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
        LogReader lines = new LogReader(storage);
        LogsPage made = new LogsPage(
                new PastedText(lines, asked.runs()), lines, asked.runs(), asked.figures(), asked.found(), asked.gaps());
        AgentThreads.daemon("asyncz-http-warm-1", () -> {
                    try {
                        made.page(first);
                    } catch (RuntimeException | LinkageError again) {
                        // It meets whoever asks, too, and is told then.
                    }
                })
                .start();
    }

    private static HttpResponse to(String address, HttpRequest request) {
        return request.redirect(address + QueryParameters.of(request.query()).asQuery());
    }
}
