package dev.asyncz.agent.alerts.format;

import dev.asyncz.agent.alerts.Alert;
import dev.asyncz.agent.storage.EntryJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An Adaptive Card for a workflow of Microsoft Teams that posts what it receives
 * (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
 */
final class TeamsFormat implements AlertFormat {
    /** A message may have 28 KB in all. */
    private static final int MOST = 6_000;

    @Override
    public String body(List<Alert> alerts) {
        Alert alert = alerts.get(0);
        List<Object> blocks = new ArrayList<>();
        blocks.add(Map.of(
                "type",
                "TextBlock",
                "text",
                plain(Texts.cut(alert.title(), MOST)),
                "weight",
                "Bolder",
                "color",
                alert.isBad() ? "Attention" : "Good",
                "wrap",
                true));
        String lines = String.join("\n\n", alert.lines());
        if (!lines.isEmpty()) {
            blocks.add(Map.of("type", "TextBlock", "text", plain(Texts.cut(lines, MOST)), "wrap", true));
        }
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", blocks);
        if (!alert.details().link().isEmpty()) {
            card.put(
                    "actions",
                    List.of(Map.of(
                            "type", "Action.OpenUrl",
                            "title", "Open the dashboard",
                            "url", alert.details().link())));
        }
        return EntryJson.writeExtra(Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card))));
    }

    /** Without what a card would read as a link or an emphasis. */
    private static String plain(String text) {
        return text.replaceAll("([\\\\*_\\[\\]])", "\\\\$1");
    }
}
