package dev.asyncz.agent;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.port.SidePort;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.logging.LoggingFrameworks;
import dev.asyncz.agent.schedulers.Schedulers;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.agent.storage.Storages;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.bootstrap.naming.Libraries;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * The same dashboard from a process of its own, for services that must not open a port: it shows what they have put
 * into a storage that others can read, and captures nothing.
 */
public final class DashboardProcess {
    private static final int MISUSED = 2;

    private DashboardProcess() {}

    /**
     * Serves until the process is ended.
     *
     * @param arguments its options, as the agent's argument has them
     * @return the exit code, if it cannot serve
     */
    public static int run(String arguments, PrintStream err) {
        Config config = Config.read(arguments, System.getProperties(), System.getenv());
        Diagnostics diagnostics = new Diagnostics(config.secrets());
        config.warnings().forEach(diagnostics::warn);
        if (!Storages.configured(config).has(StorageTrait.READ_BY_OTHERS)) {
            err.println("The memory storage belongs to one process, so there is nothing to show."
                    + " Name the storage that the services write to, such as --storage=postgres --storage.url=….");
            return MISUSED;
        }
        // For the stack traces that it shows.
        Libraries.add(new Schedulers().packages() + LoggingFrameworks.known().packages());
        diagnostics.started(Version.read(), config.changed());
        Store store = Store.toRead(config, diagnostics);
        if (store.written() == null) {
            return MISUSED;
        }
        RunStore runs = RunStore.toRead(config, store.keeper(), diagnostics);
        store.start();
        runs.start();
        RunHistory history = runs.history().besideLog(store::reach);
        Supplier<Signs> signs = Telling.signs(config, runs, diagnostics);
        Alerting alerting = Telling.start(config, store, runs, history, signs, true, diagnostics);
        new SidePort(
                        DashboardSettings.of(config, Version.read()),
                        new Dashboard(
                                store.asked(),
                                history,
                                store.target()::figures,
                                runs::figures,
                                List::of,
                                diagnostics::gaps,
                                alerting,
                                signs.get(),
                                Telling.journal(store, diagnostics)),
                        diagnostics::say)
                .open();
        return waitForTheEnd();
    }

    private static int waitForTheEnd() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
