package dev.asyncz.agent.dashboard.http.access;

import org.jspecify.annotations.Nullable;

/**
 * What somebody has to show, and what may be asked then.
 *
 * @param token lets everything pass; null or blank for none
 * @param metricsToken lets pass what programs ask of the agent itself, and nothing else; null or blank for none
 * @param actions whether anything may be changed from the pages
 * @param address that people reach the pages at, where a proxy stands between; empty for the port itself
 */
public record Access(@Nullable String token, @Nullable String metricsToken, boolean actions, String address) {

    /** Reading is free. */
    public static final Access FREE = of(null);

    /** Normalises blank tokens to null. */
    public Access {
        token = token == null || token.isBlank() ? null : token;
        metricsToken = metricsToken == null || metricsToken.isBlank() ? null : metricsToken;
    }

    /** For reading alone. */
    public static Access of(@Nullable String token) {
        return new Access(token, null, false, "");
    }

    /** Masks the tokens. */
    @Override
    public String toString() {
        return (token == null ? "free" : "with a token") + (actions ? ", with actions" : "");
    }
}
