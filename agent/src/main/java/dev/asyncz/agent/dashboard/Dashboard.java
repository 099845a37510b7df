package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.dashboard.http.port.BoundPort;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.port.ServerFactory;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogStorage;
import java.net.InetAddress;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard asks: its pages are made of this and nothing else. Every member is called from the threads of the side port, several at a time.
 *
 * @param storage the captured lines; what it throws becomes a 503 with a sentence
 * @param runs the tasks and their runs
 * @param figures where every captured line went
 * @param runFigures where every run went; gives null where nothing keeps them
 * @param found names of the logging frameworks and schedulers found so far, for a page that has nothing to show yet
 * @param gaps what is not captured, or not as it should be, and what would mend it; the oldest first
 * @param alerting what has been told outside; null where nobody is to be told anything
 * @param signs what of the tasks needs attention
 * @param journal is told of what somebody has done from the pages: the task, and a sentence
 */
public record Dashboard(
        LogStorage storage,
        RunHistory runs,
        Supplier<StorageFigures> figures,
        Supplier<@Nullable StorageFigures> runFigures,
        Supplier<List<String>> found,
        Supplier<List<String>> gaps,
        @Nullable Alerting alerting,
        Signs signs,
        BiConsumer<String, String> journal)
        implements ServerFactory {

    /** One from whose pages nothing is done. */
    public Dashboard(
            LogStorage storage,
            RunHistory runs,
            Supplier<StorageFigures> figures,
            Supplier<@Nullable StorageFigures> runFigures,
            Supplier<List<String>> found,
            Supplier<List<String>> gaps,
            @Nullable Alerting alerting) {
        this(storage, runs, figures, runFigures, found, gaps, alerting, Signs.PLAIN, (task, sentence) -> {});
    }

    @Override
    public BoundPort.Server start(BoundPort port, InetAddress at, DashboardSettings settings) throws Exception {
        return Routes.serve(this, port, at, settings);
    }
}
