package dev.asyncz.agent.alerts;

import dev.asyncz.agent.alerts.format.AlertFormat;
import dev.asyncz.agent.alerts.format.Formats;
import dev.asyncz.agent.config.Config;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user has said about alerts and heartbeats.
 *
 * @param addresses where alerts go to; none where nobody is told
 * @param heartbeats where heartbeats go to; none likewise
 * @param dashboard the address that people reach the dashboard at; empty where nobody has said it
 * @param mistakes what was said and cannot be used, one line each, without secrets
 */
record AlertSettings(
        List<String> addresses,
        List<String> heartbeats,
        AlertFormat format,
        AlertRules rules,
        int aMinute,
        String dashboard,
        List<String> mistakes) {

    static AlertSettings of(Config config) {
        AlertFormat format = Formats.named(config.text("alerts.format"));
        List<String> mistakes = new ArrayList<>();
        return new AlertSettings(
                addresses(config, "alerts.url", mistakes).stream()
                        .map(address -> withPath(address, format.path()))
                        .toList(),
                addresses(config, "heartbeat.url", mistakes),
                format,
                AlertRules.of(config),
                config.integer("alerts.perminute"),
                config.text("dashboard.url"),
                mistakes);
    }

    private static List<String> addresses(Config config, String option, List<String> mistakes) {
        List<String> addresses = new ArrayList<>();
        for (String address : config.text(option).split("[ ]+")) {
            if (address.isEmpty()) {
                continue;
            }
            if (isHttp(address)) {
                addresses.add(address);
            } else {
                mistakes.add("one of the addresses in " + option
                        + " is not used: it has to look like https://host/path, without blanks in it");
            }
        }
        return addresses;
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = new URI(address.replace("{task}", "task"));
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (java.net.URISyntaxException unreadable) {
            return false;
        }
    }

    private static String withPath(String address, String path) {
        String rest = address.substring(address.indexOf("://") + 3);
        boolean hasPath = rest.indexOf('/') >= 0 && rest.indexOf('/') < rest.length() - 1;
        return hasPath || path.isEmpty()
                ? address
                : (address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path;
    }
}
