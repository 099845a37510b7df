package dev.asyncz.agent.alerts.format;

import java.util.Map;

/** The list of formats, by the name that the option {@code alerts.format} gives them. */
public final class Formats {
    private static final Map<String, AlertFormat> ALL = Map.of(
            "json", new JsonFormat(),
            "slack", new SlackFormat(),
            "teams", new TeamsFormat(),
            "discord", new DiscordFormat(),
            "alertmanager", new AlertmanagerFormat());

    private Formats() {}

    /** @throws IllegalArgumentException for any other name */
    public static AlertFormat named(String name) {
        AlertFormat format = ALL.get(name);
        if (format == null) {
            throw new IllegalArgumentException("no format of alerts is called " + name);
        }
        return format;
    }
}
