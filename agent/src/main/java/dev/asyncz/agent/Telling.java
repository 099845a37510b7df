package dev.asyncz.agent;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.alerts.RunNews;
import dev.asyncz.agent.alerts.SharedTeller;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NodeName;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.bootstrap.TimeOrderedIds;
import org.jspecify.annotations.Nullable;

/** Starts what tells outside, where somebody is to be told. */
final class Telling {
    private Telling() {}

    /**
     * @param first whether this process tells before others that share the storage, as it only shows what they write
     * @return null where nobody is to be told anything; then nothing is loaded for it
     */
    static @Nullable Alerting start(
            Config config, Store store, RunStore runs, RunHistory history, boolean first, Diagnostics diagnostics) {
        if (!Alerting.isAsked(config)) {
            return null;
        }
        RunNews news = new RunNews(store.asked());
        String process = new NodeName(config).get() + " " + new TimeOrderedIds().next();
        return Alerting.start(
                config,
                new Alerting.Sources(
                        history::tasks,
                        runs.tasks()::runs,
                        news::changed,
                        news::lastLines,
                        new SharedTeller(runs::tellerLease, process, first)),
                diagnostics::say);
    }
}
