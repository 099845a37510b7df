package dev.asyncz.agent.alerts.format;

import dev.asyncz.agent.alerts.Alert;
import dev.asyncz.agent.storage.EntryJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A webhook of Discord, with an embed (https://discord.com/developers/docs/resources/webhook#execute-webhook). */
final class DiscordFormat implements AlertFormat {
    private static final int MOST_IN_TITLE = 256;
    private static final int MOST_IN_DESCRIPTION = 4_096;
    private static final int RED = 0xB3261E;
    private static final int GREEN = 0x2E7D32;

    @Override
    public String body(List<Alert> alerts) {
        Alert alert = alerts.get(0);
        Map<String, Object> embed = new LinkedHashMap<>();
        embed.put("title", plain(alert.title(), MOST_IN_TITLE));
        embed.put("description", plain(String.join("\n", alert.lines()), MOST_IN_DESCRIPTION));
        embed.put("color", alert.isBad() ? RED : GREEN);
        embed.put("timestamp", alert.at().toString());
        if (!alert.details().link().isEmpty()) {
            embed.put("url", alert.details().link());
        }
        return EntryJson.writeExtra(Map.of(
                "embeds", List.of(embed),
                // Nothing in a text may call @everyone.
                "allowed_mentions", Map.of("parse", List.of())));
    }

    private static String plain(String text, int most) {
        return Texts.cut(text.replaceAll("([\\\\*_~`|>\\[\\]])", "\\\\$1"), most);
    }
}
