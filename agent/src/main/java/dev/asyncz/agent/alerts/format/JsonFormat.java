package dev.asyncz.agent.alerts.format;

import dev.asyncz.agent.alerts.Alert;
import dev.asyncz.agent.storage.EntryJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The agent's own: {@code .github/docs/alert.schema.json} describes it. What is added keeps the version. */
final class JsonFormat implements AlertFormat {
    private static final int VERSION = 1;

    @Override
    public String body(List<Alert> alerts) {
        Alert alert = alerts.get(0);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", VERSION);
        body.put("id", alert.id());
        body.put("event", alert.event().key());
        body.put("sign", alert.sign().kind().key());
        body.put("severity", alert.sign().kind().severity().key());
        body.put("task", alert.sign().task());
        body.put("node", alert.node());
        body.put("at", alert.at().toString());
        body.put("since", alert.since().toString());
        body.put("title", alert.title());
        body.put("sentence", alert.sentence());
        body.put("exception", alert.details().exception());
        body.put("changed", alert.details().changed());
        body.put(
                "run",
                String.valueOf(
                        alert.details().run() == null ? "" : alert.details().run()));
        body.put("url", alert.details().link());
        return EntryJson.writeExtra(body);
    }
}
