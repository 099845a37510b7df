package dev.asyncz.agent.dashboard.http.port;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.dashboard.http.access.Access;

/**
 * Where the side port listens.
 *
 * @param host a name or address; one that is not loopback is used only together with a token
 * @param ports one, any, or several of which the first free one is taken
 * @param access what a reader has to show
 * @param streams how many pages may be live at a time
 * @param traceUrl where traces can be looked at, with {@code {trace_id}} in it; empty for nowhere
 * @param version the agent's, shown on the page
 */
public record DashboardSettings(String host, Ports ports, Access access, int streams, String traceUrl, String version) {

    /** Normalises a blank host to 127.0.0.1. */
    public DashboardSettings {
        host = host.isBlank() ? "127.0.0.1" : host.strip();
    }

    /** What the configuration says. */
    public static DashboardSettings of(Config config, String version) {
        return new DashboardSettings(
                config.text("host"),
                new Ports(config.integer("port"), config.last("port")),
                new Access(
                        config.secret("token").orElse(null),
                        config.secret("metrics.token").orElse(null),
                        config.flag("actions"),
                        config.text("dashboard.url")),
                config.integer("streams"),
                config.text("trace.url"),
                version);
    }

    @Override
    public String toString() {
        return "http://" + host + ":" + ports + " " + access;
    }
}
