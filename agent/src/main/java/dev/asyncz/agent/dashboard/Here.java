package dev.asyncz.agent.dashboard;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every template may refer to, whatever else it shows.
 *
 * @param base what stands before each path of the dashboard for whoever asks; empty unless a proxy serves it below a
 *     path of its own
 * @param version the agent's
 */
record Here(String base, String version) {
    private static final int MAX_CHARS = 200;
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    /** @param prefix X-Forwarded-Prefix as sent; anything but a plain path counts as none */
    static Here of(@Nullable String prefix, String version) {
        String path = prefix == null ? "" : prefix.strip().replaceFirst("/$", "");
        return new Here(path.length() <= MAX_CHARS && PREFIX.matcher(path).matches() ? path : "", version);
    }
}
