package dev.asyncz.agent;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.http.port.BindHook;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.port.ServerFactory;
import dev.asyncz.agent.dashboard.http.port.SidePort;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.logging.Bridges;
import dev.asyncz.agent.logging.LoggingFrameworks;
import dev.asyncz.agent.pipeline.BoundedText;
import dev.asyncz.agent.pipeline.LineCapture;
import dev.asyncz.agent.pipeline.RunReporter;
import dev.asyncz.agent.schedulers.NamedTaskHooks;
import dev.asyncz.agent.schedulers.Schedulers;
import dev.asyncz.agent.schedulers.jdk.EarlierWorkHooks;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.weaving.EarlierClasses;
import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.HookTable;
import dev.asyncz.agent.weaving.LoaderHooks;
import dev.asyncz.agent.weaving.QueueNodes;
import dev.asyncz.agent.weaving.Weaver;
import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.TimeOrderedIds;
import dev.asyncz.bootstrap.handoff.Housekeeper;
import dev.asyncz.bootstrap.naming.Infrastructure;
import dev.asyncz.bootstrap.naming.JvmView;
import dev.asyncz.bootstrap.naming.Libraries;
import dev.asyncz.bootstrap.naming.OtherAgents;
import dev.asyncz.bootstrap.run.RunEvents;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The wiring, top to bottom. What must happen before the application's first class happens on its main thread, and is
 * kept short; the rest on a daemon thread beside it.
 */
public final class Agent {
    private Agent() {}

    /**
     * Called once: by premain, on the application's main thread, or in a JVM that is {@code running} already.
     */
    public static void start(@Nullable String arguments, Instrumentation instrumentation, boolean running) {
        Config config = Config.read(arguments, System.getProperties(), System.getenv());
        Diagnostics diagnostics = new Diagnostics(config.secrets());
        // Here and not beside: a program that ends soon would end before it is told what is wrong.
        for (String warning : config.warnings()) {
            diagnostics.warn(warning);
        }
        if (!config.flag("enabled")) {
            Notice.post("not enabled");
            return;
        }
        Notice.post(Notice.STARTING);
        Store store = Store.of(config, diagnostics);
        RunStore runStore = RunStore.of(config, store.keeper(), diagnostics);
        TaskRegistry tasks = runStore.tasks();
        LineCapture lines = new LineCapture(
                store.target(),
                new TimeOrderedIds(),
                new BoundedText(config.integer("message.maxlen")),
                tasks,
                diagnostics);

        RunReporter runs = new RunReporter(tasks, new NamePatterns(config.text("tasks.exclude")), lines);
        Hub.open(lines, new Bridges(), diagnostics);
        RunEvents.tell(runs);
        JvmView.present(new InstrumentedJvm(instrumentation));
        HookTable schedulers = new Schedulers();
        HookTable frameworks = LoggingFrameworks.known();
        Libraries.add(schedulers.packages() + frameworks.packages());
        List<Hook> hooks = new ArrayList<>(NamedTaskHooks.configured(config.text("tasks.methods")));
        hooks.addAll(schedulers.hooks());
        hooks.addAll(frameworks.hooks());
        hooks.addAll(BindHook.hooks());
        hooks.addAll(new LoaderHooks().hooks());
        if (running) {
            // What has been scheduled and configured before: these take the place of the usual ones.
            hooks.addAll(EarlierWorkHooks.hooks(instrumentation, diagnostics));
            hooks.addAll(LoggingFrameworks.earlier().hooks());
        }
        List<Class<?>> earlier = running ? List.of() : EarlierClasses.of(instrumentation, hooks);
        if (!earlier.isEmpty() && EarlierWorkHooks.mayHold(earlier)) {
            hooks.addAll(EarlierWorkHooks.hooks(instrumentation, diagnostics));
        }
        boolean printing = config.flag("capture.stdout");
        if (printing) {
            hooks.addAll(LoggingFrameworks.printing().hooks());
        }
        Weaver weaver = new Weaver(hooks, NamedTaskHooks.annotated(), diagnostics);
        weaver.install(instrumentation);
        if (!earlier.isEmpty()) {
            // Another agent has used them; beside the application they would be woven after its first line.
            weaver.weaveLoaded(instrumentation);
        }
        if (printing) {
            // Before the application prints its first line.
            weaver.weaveLoaded(instrumentation, LoggingFrameworks.printingClasses());
        }

        // Not a lambda: the first lambda of a JVM costs its main thread milliseconds.
        startBeside(new Runnable() {
            @Override
            public void run() {
                try {
                    besideTheApplication();
                } catch (Throwable t) {
                    // Most likely the JVM is ending already, and takes neither hooks nor questions.
                    diagnostics.warn("the agent could not start completely; lines may be missing", t);
                }
            }

            private void besideTheApplication() {
                diagnostics.started(Version.read(), config.changed());
                String main = MainPackages.main(System.getProperty("sun.java.command", ""));
                Infrastructure.isNot(MainPackages.of(main), main);
                store.start();
                OwnFacts self = new OwnFacts(lines::figures);
                runStore.start(self);
                if (earlier.isEmpty()) {
                    weaver.weaveLoaded(instrumentation);
                }
                QueueNodes.define(instrumentation, diagnostics);
                Housekeeper.start();
                OtherAgents.look();
                if (running) {
                    LoggingFrameworks.adopt(instrumentation.getAllLoadedClasses());
                }
                RunHistory history = runStore.history().besideLog(store::reach).of(self);
                Supplier<Signs> signs = Telling.signs(config, runStore, diagnostics);
                Alerting alerting = Telling.start(config, store, runStore, history, signs, false, diagnostics);
                ServerFactory pages = (port, at, settings) -> new Dashboard(
                                store.asked(),
                                history,
                                lines::figures,
                                runStore::figures,
                                weaver::products,
                                diagnostics::gaps,
                                alerting,
                                signs.get(),
                                Telling.journal(store, diagnostics))
                        .start(port, at, settings);
                new SidePort(DashboardSettings.of(config, Version.read()), pages, line -> {
                            diagnostics.say(line);
                            Notice.post(line);
                        })
                        .open();
            }
        });
    }

    private static void startBeside(Runnable work) {
        AgentThreads.daemon("asyncz-start", work).start();
    }
}
