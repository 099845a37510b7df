package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What other programs ask of the agent itself: its metrics, and whether it is well. Any thread. */
public final class MetricsApi {
    private final RunHistory history;
    private final Supplier<StorageFigures> figures;
    private final Supplier<List<String>> gaps;
    private final @Nullable Alerting alerting;

    /**
     * @param gaps what is not captured, or not as it should be
     * @param alerting null where nobody is to be told anything
     */
    public MetricsApi(
            RunHistory history,
            Supplier<StorageFigures> figures,
            Supplier<List<String>> gaps,
            @Nullable Alerting alerting) {
        this.history = history;
        this.figures = figures;
        this.gaps = gaps;
        this.alerting = alerting;
    }

    /** For Prometheus. */
    public HttpResponse metrics(HttpRequest request) {
        Metrics metrics = new Metrics(false);
        metrics.build(request.context().version());
        metrics.tasks(history.own());
        metrics.signs(signs());
        metrics.storage(figures.get());
        metrics.gaps(gaps.get().size());
        if (alerting != null) {
            metrics.alerts(alerting.sent(), alerting.failed(), alerting.waiting());
        }
        return HttpResponse.text(200, metrics.contentType(), metrics.end());
    }

    /** Whether lines are captured and kept: of the agent, never of the application. */
    public HttpResponse health() {
        String trouble = figures.get().trouble();
        return trouble == null ? HttpResponse.text(200, "ok") : HttpResponse.text(503, "not ok: " + trouble);
    }

    private Map<Kind, Integer> signs() {
        TaskSnapshot tasks = new TaskSnapshot(history);
        Map<Kind, Integer> signs = new EnumMap<>(Kind.class);
        for (TaskHistory task : tasks.all()) {
            for (Sign sign : tasks.signs(task)) {
                signs.merge(sign.kind(), 1, Integer::sum);
            }
        }
        return signs;
    }
}
