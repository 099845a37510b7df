package dev.asyncz.agent;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.alerts.RunNews;
import dev.asyncz.agent.alerts.SharedTeller;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NodeName;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.signs.Mutes;
import dev.asyncz.agent.signs.StaleAfter;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts what tells outside, where somebody is to be told. */
final class Telling {
    private Telling() {}

    /** What of the tasks needs attention, as configured; made when somebody first asks, as most starts have nobody who does. */
    static Supplier<Signs> signs(Config config, RunStore runs, Diagnostics diagnostics) {
        Lazy<Signs> signs = new Lazy<>(() -> {
            StaleAfter stale = new StaleAfter(config.text("alerts.stale"));
            stale.mistakes().forEach(diagnostics::warn);
            return new Signs(stale, new Mutes(config.text("signs.mute"), runs.mutes()));
        });
        if (!config.text("alerts.stale").isEmpty()) {
            // What it says wrong is said at the start.
            signs.get();
        }
        return signs;
    }

    /** Where it is written down what somebody does from the pages: standard error, and the log of the task. */
    static BiConsumer<String, String> journal(Store store, Diagnostics diagnostics) {
        TimeOrderedIds ids = new TimeOrderedIds();
        return (task, sentence) -> {
            diagnostics.say(sentence);
            store.target()
                    .put(new LogEntry(
                            ids.next(),
                            Instant.now(),
                            LogLevel.WARN,
                            sentence,
                            "asyncz.actions",
                            task,
                            null,
                            Map.of()));
        };
    }

    /**
     * @param first whether this process tells before others that share the storage, as it only shows what they write
     * @return null where nobody is to be told anything; then nothing is loaded for it
     */
    static @Nullable Alerting start(
            Config config,
            Store store,
            RunStore runs,
            RunHistory history,
            Supplier<Signs> signs,
            boolean first,
            Diagnostics diagnostics) {
        if (!Alerting.isAsked(config)) {
            return null;
        }
        RunNews news = new RunNews(store.asked());
        String node = new NodeName(config).get();
        String process = node + " " + new TimeOrderedIds().next();
        return Alerting.start(
                config,
                new Alerting.Sources(
                        history::tasks,
                        signs.get()::of,
                        signs.get().mutes(),
                        runs.tasks()::runs,
                        news::changed,
                        news::lastLines,
                        new SharedTeller(runs::tellerLease, process, first),
                        runs.keeping() == null ? node : ""),
                diagnostics::say);
    }
}
