package dev.asyncz.agent.dashboard.alerts;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.alerts.delivery.Outbox.Delivery;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.words.Numbers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last alerts and heartbeats of this JVM, with what their receivers have answered. */
public final class AlertsPage {
    private final @Nullable Alerting alerting;

    /** @param alerting null where nobody is to be told anything */
    public AlertsPage(@Nullable Alerting alerting) {
        this.alerting = alerting;
    }

    public HttpResponse page(HttpRequest request) {
        Instant now = Instant.now();
        TimeStyle style = request.context().time();
        AlertsView view = alerting == null
                ? new AlertsView(false, "0", "0", "0", List.of(), List.of())
                : new AlertsView(
                        true,
                        Numbers.grouped(alerting.sent()),
                        Numbers.grouped(alerting.failed()),
                        Numbers.grouped(alerting.waiting()),
                        alerting.troubles().stream().map(ShownText::safe).toList(),
                        alerting.deliveries().stream()
                                .map(each -> new DeliveryView(each, style, now))
                                .toList());
        return request.html(200, "pages/alerts", view);
    }

    /**
     * @param asked whether anybody is to be told anything
     * @param troubles why messages wait, a sentence for each receiver that does not take them
     */
    record AlertsView(
            boolean asked,
            String sent,
            String failed,
            String waiting,
            List<String> troubles,
            List<DeliveryView> deliveries) {
        boolean onOverview() {
            return false;
        }

        boolean any() {
            return !deliveries.isEmpty();
        }
    }

    /** What became of a message. */
    record DeliveryView(Delivery facts, TimeStyle style, Instant now) {
        String iso() {
            return IsoTime.of(facts.at());
        }

        String clock() {
            return style.sinceToday(facts.at(), now);
        }

        String receiver() {
            return ShownText.safe(facts.receiver());
        }

        String title() {
            return ShownText.safe(facts.title());
        }

        String answer() {
            return ShownText.safe(facts.answer());
        }

        int attempts() {
            return facts.attempts();
        }

        boolean lost() {
            return !facts.isTaken();
        }
    }
}
