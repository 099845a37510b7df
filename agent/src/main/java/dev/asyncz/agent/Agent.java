package dev.asyncz.agent;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.dashboard.DashboardSettings;
import dev.asyncz.agent.dashboard.DashboardSources;
import dev.asyncz.agent.dashboard.SidePort;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.logging.Bridges;
import dev.asyncz.agent.logging.LoggingFrameworks;
import dev.asyncz.agent.pipeline.BoundedText;
import dev.asyncz.agent.pipeline.LineCapture;
import dev.asyncz.agent.pipeline.RunReporter;
import dev.asyncz.agent.schedulers.Schedulers;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaver;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wiring, top to bottom. What must happen before the application's first class happens on its main thread, and is
 * kept short; the rest on a daemon thread beside it.
 */
public final class Agent {
    private Agent() {}

    /** Called once by premain, on the application's main thread. */
    public static void start(@Nullable String arguments, Instrumentation instrumentation) {
        Diagnostics diagnostics = new Diagnostics();
        Config config = Config.read(arguments, System.getProperties(), System.getenv());
        if (!config.flag("enabled")) {
            return;
        }
        LogStorage storage = new RingStorage(config.integer("storage.maxlen"), config.bytes("storage.maxbytes"));
        TaskRegistry tasks = new TaskRegistry();
        LineCapture lines = new LineCapture(
                config.text("storage"),
                storage,
                new TimeOrderedIds(),
                new BoundedText(config.integer("message.maxlen")),
                diagnostics);

        Hub.open(lines, new RunReporter(tasks, lines), new Bridges(), diagnostics);
        Weaver weaver = new Weaver(hooks(), diagnostics);
        weaver.install(instrumentation);

        // Not a lambda: the first lambda of a JVM costs its main thread milliseconds.
        startBeside(new Runnable() {
            @Override
            public void run() {
                diagnostics.started(Version.read(), config.changed());
                config.warnings().forEach(diagnostics::warn);
                weaver.weaveLoaded(instrumentation);
                new SidePort(
                                new DashboardSettings(
                                        config.text("host"),
                                        config.integer("port"),
                                        config.secret("token").orElse(null),
                                        Version.read()),
                                new DashboardSources(storage, tasks, lines::figures, weaver::products),
                                diagnostics::say)
                        .open();
            }
        });
    }

    private static List<Hook> hooks() {
        List<Hook> hooks = new ArrayList<>(Schedulers.hooks());
        hooks.addAll(LoggingFrameworks.hooks());
        return hooks;
    }

    private static void startBeside(Runnable work) {
        Thread thread = new Thread(null, work, "asyncz-start", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }
}
