package dev.asyncz.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.alerts.delivery.Message;
import dev.asyncz.agent.alerts.delivery.Outbox;
import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpRequest.Cookie;
import dev.asyncz.agent.dashboard.http.HttpRequest.Credentials;
import dev.asyncz.agent.dashboard.http.HttpRequest.Headers;
import dev.asyncz.agent.dashboard.http.HttpRequest.Host;
import dev.asyncz.agent.dashboard.http.PageContext;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.StrictMembers;
import dev.asyncz.agent.dashboard.http.access.Access;
import dev.asyncz.agent.dashboard.http.access.Guard;
import dev.asyncz.agent.dashboard.http.reader.ReaderWishes;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.signs.Mute;
import dev.asyncz.agent.signs.MuteLog;
import dev.asyncz.agent.signs.Mutes;
import dev.asyncz.agent.signs.StaleAfter;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.RunJournal;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.run.RunScope;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks for every page, in each of the states that it has something else to show in. */
final class EveryPage {
    private final PageContext context;
    final RingStorage ring = Samples.ring(Samples.lifelike(300));
    private final RingStorage kept = new RingStorage(10_000, 64 << 20);
    final MadeUpRuns runs = new MadeUpRuns(ring);

    EveryPage(StrictMembers members) {
        Cookie look = new Cookie("asyncz_look", "wrap,roomy,%2Buser");
        this.context = new PageContext("/ops", "1", members.templates())
                .with(ReaderWishes.of("/dashboard/logs/", "q=a&node=one", List.of(look)));
    }

    PageContext context() {
        return context;
    }

    void ask() throws InterruptedException {
        askWhereNothingHasRun();
        askOfManyNodes();
        askOfThisProcess();
        askAboutLines();
        askStrangely();
        new EveryRun(this).ask();
    }

    private void askWhereNothingHasRun() {
        Routes empty = routes(Samples.ring(List.of()), new RunHistory(new TaskRegistry()), Map.of(), null);
        get(empty, "/dashboard/", "/dashboard/tasks/", "/dashboard/logs/", "/dashboard/tasks/none");
        get(empty, Addresses.ALERTS, Addresses.trace("4bf92f"), "/dashboard/help");
        Dashboard nothing = new Dashboard(
                Samples.UNREACHABLE,
                new RunHistory(new TaskRegistry()),
                () -> figures(Map.of("unreadable", 1L), null),
                () -> null,
                List::of,
                () -> List.of("a loader hides"),
                null);
        get(routes(nothing), "/dashboard/", "/dashboard/logs/", "/dashboard/tasks/none", "/dashboard/runs/none");
        get(
                routes(Samples.ring(List.of()), new RunHistory(new TaskRegistry()), Map.of(), null, List.of()),
                "/dashboard/logs/");
    }

    private void askOfManyNodes() {
        RunJournal journal = new RunJournal(() -> "one");
        runs.open(new TaskRegistry(RunKeeper.none(), journal));
        for (int i = 0; i < 130; i++) {
            runs.run("shared", null);
        }
        String failed = runs.run("shared", new IllegalStateException("disk 1 full"), "oh");
        MadeUpRuns.silent(journal, runs.tasks(), kept);
        journal.writeLast(runs.tasks(), kept::append, true);
        runs.open(new TaskRegistry());
        runs.run("shared", null, "fine");
        String last = runs.run("shared", new IllegalStateException("disk 2 full"), "oh");
        RunHistory history = new RunHistory(runs.tasks(), new RunJournal(() -> "two"), kept, true, () -> "two");
        Routes routes = routes(ring, history, Map.of("overwritten", 3L), "it is slow");
        get(
                routes,
                "/dashboard/",
                "/dashboard/tasks/",
                "/dashboard/tasks/shared",
                "/dashboard/tasks/shared?before=" + last,
                "/dashboard/timeline/",
                "/dashboard/timeline/?node=one",
                Addresses.NODES,
                "/dashboard/?node=one",
                "/dashboard/tasks/?node=one",
                "/dashboard/tasks/shared?node=one",
                "/dashboard/runs/" + failed,
                "/dashboard/runs/" + last);
    }

    private void askOfThisProcess() throws InterruptedException {
        runs.open(new TaskRegistry());
        runs.run("com.zaxxer.hikari.pool.HikariPool$HouseKeeper", null);
        get(routes(ring, new RunHistory(runs.tasks()), Map.of(), null), "/dashboard/", "/dashboard/tasks/");
        for (int i = 0; i < 30; i++) {
            runs.run("calm", null, "usual", "twice", "gone");
        }
        RunHistory history = new RunHistory(runs.tasks());
        Routes routes = routes(ring, history, Map.of(), null);
        get(routes, "/dashboard/");
        String changed = runs.run("calm", null, "usual", "twice", "twice", "new");
        String same = runs.run("calm", null, "usual", "twice", "twice", "new");
        String first = runs.run("first", new IllegalStateException("x", new IOException("y")), "late", "oh");
        get(routes, "/dashboard/runs/" + changed, "/dashboard/runs/" + same, "/dashboard/runs/" + first);
        String hops = runs.run(
                "calm", null, IntStream.range(0, 45).mapToObj(String::valueOf).toArray(String[]::new));
        get(routes, "/dashboard/runs/" + hops);
        askOfMutedSigns(history);
        askOfAlerts(history);
        for (int i = 0; i < 140; i++) {
            runs.run("task " + i, i % 2 == 0 ? new IllegalStateException("x") : null);
            runs.run("calm", null);
        }
        MadeUpRuns.beginElsewhere("task 0");
        Object begun = RunScope.begin("Timer", "calm");
        String running = Objects.requireNonNull(RunScope.current()).id();
        get(
                routes,
                "/dashboard/",
                "/dashboard/tasks/?sort=name&page=2&infrastructure=true",
                "/dashboard/tasks/?q=nobody",
                "/dashboard/timeline/?span=hour",
                "/dashboard/timeline/?q=a&until=2020-03-01T00:00:00Z",
                "/dashboard/tasks/?sort=name",
                "/dashboard/tasks/calm",
                "/dashboard/runs/" + running);
        RunScope.end(begun);
    }

    private void askOfAlerts(RunHistory history) {
        Outbox full = new Outbox(List.of("https://hooks.example/"), line -> {});
        for (int i = 0; i <= 1_000; i++) {
            full.put(new Message("Died: a", "", "", "application/json", "{}", "id " + i, ""));
        }
        get(telling(history, full), "/dashboard/", Addresses.ALERTS);
        get(telling(history), Addresses.ALERTS);
    }

    private Routes telling(RunHistory history, Outbox... outboxes) {
        Dashboard plain = Samples.sources(ring);
        return routes(new Dashboard(
                ring,
                history,
                plain.figures(),
                plain.runFigures(),
                plain.found(),
                List::of,
                new Alerting(List.of(outboxes))));
    }

    private void askOfMutedSigns(RunHistory history) {
        Mutes mutes = new Mutes("silent:*", MuteLog.NONE);
        Dashboard plain = Samples.sources(ring);
        Dashboard acting = new Dashboard(
                ring,
                history,
                plain.figures(),
                plain.runFigures(),
                plain.found(),
                List::of,
                null,
                new Signs(StaleAfter.NEVER, mutes),
                (task, sentence) -> {});
        Routes routes = new Routes(
                acting,
                0,
                "https://tempo.example/{trace_id}",
                new Guard(false, "", 0, new Access(null, null, true, "")));
        runs.run("first", new IllegalStateException("x"), "oh");
        get(routes, Addresses.task("first"));
        mutes.say(new Mute("first", null, Instant.now().plusSeconds(60), Instant.now(), ""));
        get(routes, Addresses.task("first"));
    }

    private void askAboutLines() {
        LogEntry first = Samples.entry(
                LogLevel.ERROR,
                "order 4711 \u001B[31mfailed\u001B[0m\n" + "x".repeat(3_000),
                "com.acme.Orders",
                "task",
                "run",
                Map.of("user", "anna", "trace_id", "4bf92f3577b34da6", LogEntry.EXCEPTION, Samples.TRACE));
        ring.append(first);
        ring.appendAll(Samples.lifelike(60));
        Routes routes = routes(ring, new RunHistory(new TaskRegistry()), Map.of(), "it is slow");
        get(
                routes,
                "/dashboard/logs/",
                "/dashboard/logs/?q=order&node=&limit=10&time=ago&run_id=",
                "/dashboard/logs/?q=timed&limit=10&since=2020-01-01&run_id=none&node=n&time=ago",
                "/dashboard/logs/?level=-&run_id=r&node=n&limit=5",
                "/dashboard/logs/?run_id=run",
                "/dashboard/logs/?limit=5&before=" + first.id(),
                "/dashboard/logs/?context=" + first.id(),
                "/dashboard/logs/?context=00000000-0000-7000-8000-000000000000",
                "/dashboard/logs/partials/table?q=order",
                "/dashboard/logs/partials/table?q=level:warn",
                "/dashboard/logs/partials/table?level=-",
                "/dashboard/runs/run");
        LogFilters filters = LogFilters.of(QueryParameters.NONE);
        context.templates().text("logs/live", context, new Rows(RowView.all(List.of(first), filters, Starts.UNKNOWN)));
    }

    private void askStrangely() {
        get(routes(Samples.sources(ring)), "/dashboard/nowhere", "/dashboard/tasks/?sort=best");
        HttpRequest broken = HttpRequest.get("/dashboard/logs/partials/table", context);
        assertEquals(400, broken.problem(400, "This cannot be asked.").status());
        HttpRequest stranger = request("/dashboard/?token=wrong", new Host(List.of("localhost"), null));
        new Guard(true, "", 80, Access.of("secret")).refusal(stranger);
    }

    Routes routes(LogStorage storage, RunHistory history, Map<String, Long> dropped, @Nullable String trouble) {
        return routes(storage, history, dropped, trouble, List.of("Quartz"));
    }

    private Routes routes(
            LogStorage storage,
            RunHistory history,
            Map<String, Long> dropped,
            @Nullable String trouble,
            List<String> found) {
        StorageFigures figures = figures(dropped, trouble);
        return routes(new Dashboard(storage, history, () -> figures, () -> figures, () -> found, List::of, null));
    }

    private static Routes routes(Dashboard asked) {
        return new Routes(asked, 0, "", new Guard(false, "", 0, Access.FREE));
    }

    private static StorageFigures figures(Map<String, Long> dropped, @Nullable String trouble) {
        return new StorageFigures("memory", 7, 5, 1, dropped, trouble);
    }

    void get(Routes routes, String... addresses) {
        for (String address : addresses) {
            HttpRequest request = request(address, new Host(List.of(), null));
            assertTrue(routes.handle(request).status() != 500, address);
        }
    }

    private HttpRequest request(String address, Host host) {
        String[] parts = address.split("\\?", 2);
        String query = parts.length > 1 ? parts[1] : null;
        return new HttpRequest("GET", parts[0], query, host, Credentials.NONE, Headers.NONE, () -> "", context);
    }

    /** As the stream of new lines has them. */
    record Rows(List<RowView> rows) {}
}
