package dev.asyncz.agent.dashboard.http.port;

import dev.asyncz.agent.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Where the side port listens.
 *
 * @param host a name or address; one that is not loopback is used only together with a token
 * @param ports one, any, or several of which the first free one is taken
 * @param token what a reader has to show; null or blank for none
 * @param streams how many pages may be live at a time
 * @param version the agent's, shown on the page
 */
public record DashboardSettings(
        String host, Ports ports, @Nullable String token, int streams, String version) {

    /** Normalises a blank host to 127.0.0.1 and a blank token to null. */
    public DashboardSettings {
        host = host.isBlank() ? "127.0.0.1" : host.strip();
        token = token == null || token.isBlank() ? null : token;
    }

    /** What the configuration says. */
    public static DashboardSettings of(Config config, String version) {
        return new DashboardSettings(
                config.text("host"),
                new Ports(config.integer("port"), config.last("port")),
                config.secret("token").orElse(null),
                config.integer("streams"),
                version);
    }

    /** Masks the token, so that printing the settings never gives it away. */
    @Override
    public String toString() {
        return "http://" + host + ":" + ports + (token == null ? "" : " with a token");
    }
}
