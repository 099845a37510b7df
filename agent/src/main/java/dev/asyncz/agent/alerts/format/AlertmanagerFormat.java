package dev.asyncz.agent.alerts.format;

import dev.asyncz.agent.alerts.Alert;
import dev.asyncz.agent.alerts.Alert.Event;
import dev.asyncz.agent.storage.EntryJson;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The second version of the API of Prometheus' Alertmanager
 * (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml). Labels tell alerts apart, so they hold
 * nothing that changes while a sign lasts.
 */
final class AlertmanagerFormat implements AlertFormat {
    private static final Duration A_TEST = Duration.ofMinutes(5);

    @Override
    public String body(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> EntryJson.writeExtra(one(alert)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public boolean collects() {
        return true;
    }

    @Override
    public String path() {
        return "/api/v2/alerts";
    }

    private static Map<String, Object> one(Alert alert) {
        boolean isTest = alert.event() == Event.TEST;
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put(
                "alertname",
                isTest ? "AsyncZTest" : "AsyncZTask" + alert.sign().kind().word());
        labels.put("sign", alert.sign().kind().key());
        labels.put("severity", alert.sign().kind().severity().key().equals("error") ? "critical" : "warning");
        putUnlessEmpty(labels, "task", alert.sign().task());
        putUnlessEmpty(labels, "node", alert.sign().node());
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("summary", alert.title());
        putUnlessEmpty(annotations, "description", String.join("\n", alert.lines()));
        putUnlessEmpty(
                annotations,
                "run",
                alert.details().run() == null ? "" : alert.details().run());
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("labels", labels);
        one.put("annotations", annotations);
        one.put("startsAt", alert.since().toString());
        if (alert.event().isLast() || isTest) {
            Instant end = isTest ? alert.at().plus(A_TEST) : alert.at();
            // It refuses an alert that ends before it begins.
            one.put("endsAt", (end.isBefore(alert.since()) ? alert.since() : end).toString());
        }
        putUnlessEmpty(one, "generatorURL", alert.details().link());
        return one;
    }

    private static void putUnlessEmpty(Map<String, Object> map, String name, String value) {
        if (!value.isEmpty()) {
            map.put(name, value);
        }
    }
}
