package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.ALine;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.PastRuns;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.RunJournal;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Asks for the pages of runs that have others beside them, in each of their states. */
final class EveryRun {
    private final EveryPage pages;

    EveryRun(EveryPage pages) {
        this.pages = pages;
    }

    /** One that runs often, is slower since, and has every outcome in it. */
    private void askOfAPast() {
        RingStorage kept = new RingStorage(10_000, 64 << 20);
        Instant start = Instant.now().minus(Duration.ofDays(9));
        for (int i = 0; i < 2_200; i++) {
            Outcome outcome = i < 5 ? List.of(Outcome.FAILED, Outcome.ERRORS).get(i % 2) : Outcome.OK;
            boolean before = i < 1_500;
            for (String task : List.of("slower", "faster")) {
                long millis = before == task.equals("slower") ? 100 : 900;
                Instant started = start.plusSeconds(300L * i + (i > 1_000 ? 172_800 : 0));
                PastRuns.write(kept, PastRuns.run(task, "one", started, outcome, millis));
            }
        }
        RunHistory history = new RunHistory(new TaskRegistry(), new RunJournal(() -> "two"), kept, false, () -> "two");
        Routes routes = pages.routes(pages.ring, history, Map.of(), null);
        pages.get(
                routes, "/dashboard/tasks/slower", "/dashboard/tasks/faster", "/dashboard/api/history?task_id=slower");
    }

    void ask() {
        pages.tasks = new TaskRegistry();
        pages.open();
        RunHistory history = new RunHistory(pages.tasks);
        Routes routes = pages.routes(pages.ring, history, Map.of(), null);
        String failed = pages.run("pair", new IllegalStateException("x"), "begin", "oh");
        String ok = pages.run("pair", null, "begin", "order 1", "done");
        String other = pages.run("pair", null, "start", "done");
        String stopped = pages.run("pair", null, "begin", "stop");
        String silent = pages.run("pair", null);
        String gone = pages.run("pair", null);
        pages.tasks.line(gone, ALine.of(LogLevel.INFO));
        String[] kinds = new String[160];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = "kind " + Integer.toString(i, 2).replace('0', 'o').replace('1', 'l');
        }
        String many = pages.run("pair", null, kinds);
        pages.get(
                routes,
                Addresses.compare(ok, failed),
                Addresses.compare(ok, ok),
                Addresses.compare(ok, stopped),
                Addresses.compare(other, ok),
                Addresses.compare(silent, gone),
                Addresses.compare(many, "run"),
                Addresses.compare(many, ok),
                Addresses.compare(many, "nothing"),
                Addresses.run(ok) + "/compare/?other=" + failed);
        askOfAPast();
        pages.get(pages.routes(Samples.UNREACHABLE, history, Map.of(), null), Addresses.run(failed));
    }
}
