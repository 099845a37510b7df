package dev.asyncz.agent.alerts.format;

import dev.asyncz.agent.alerts.Alert;
import dev.asyncz.agent.storage.EntryJson;
import java.util.List;
import java.util.Map;

/**
 * An incoming webhook of Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks), which
 * Mattermost and Rocket.Chat understand as well.
 */
final class SlackFormat implements AlertFormat {
    /** Slack cuts messages at 40,000 characters, Mattermost refuses them from 16,383 on, Rocket.Chat from 5,000. */
    private static final int MOST = 3_500;

    @Override
    public String body(List<Alert> alerts) {
        Alert alert = alerts.get(0);
        StringBuilder text =
                new StringBuilder("*").append(escaped(alert.title())).append('*');
        List<String> lines = alert.lines();
        if (!lines.isEmpty()) {
            text.append('\n').append(escaped(String.join("\n", lines)));
        }
        Texts.cut(text, MOST);
        if (!alert.details().link().isEmpty()) {
            text.append("\n<").append(alert.details().link()).append("|Open the dashboard>");
        }
        return EntryJson.writeExtra(Map.of("text", text.toString()));
    }

    /** The three characters that have a meaning: nothing in a text may call @channel. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
