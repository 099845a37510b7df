package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What other programs ask of the agent itself: its metrics, and whether it is well. Any thread. */
public final class MetricsApi {
    private final LogReader lines;
    private final RunHistory history;
    private final Signs signs;
    private final Supplier<StorageFigures> figures;
    private final Supplier<List<String>> gaps;
    private final @Nullable Alerting alerting;
    private final Predicate<HttpRequest> known;

    /**
     * @param gaps what is not captured, or not as it should be
     * @param alerting null where nobody is to be told anything
     * @param known whether an asker may see everything
     */
    public MetricsApi(
            LogReader lines,
            RunHistory history,
            Signs signs,
            Supplier<StorageFigures> figures,
            Supplier<List<String>> gaps,
            @Nullable Alerting alerting,
            Predicate<HttpRequest> known) {
        this.lines = lines;
        this.history = history;
        this.signs = signs;
        this.figures = figures;
        this.gaps = gaps;
        this.alerting = alerting;
        this.known = known;
    }

    /** For Prometheus. */
    public HttpResponse metrics(HttpRequest request) {
        Metrics metrics = new Metrics(MetricsText.wantsOpen(request.headers().accept()));
        metrics.build(request.context().version());
        TaskSnapshot tasks = new TaskSnapshot(history, signs);
        metrics.tasks(history.own(), tasks.all());
        metrics.signs(tasks.all(), tasks::signs);
        metrics.storage(figures.get());
        metrics.gaps(gaps.get().size());
        if (alerting != null) {
            metrics.alerts(alerting.sent(), alerting.failed(), alerting.waiting());
        }
        return HttpResponse.text(200, metrics.contentType(), metrics.end());
    }

    /** Whether lines are captured and kept: of the agent, never of the application. Strangers are told no more than that. */
    public HttpResponse health(HttpRequest request) {
        String trouble = trouble();
        if (trouble == null) {
            return HttpResponse.text(200, "ok");
        }
        return HttpResponse.text(503, known.test(request) ? "not ok: " + trouble : "not ok");
    }

    private @Nullable String trouble() {
        String writing = figures.get().trouble();
        return writing == null ? lines.trouble() : writing;
    }
}
