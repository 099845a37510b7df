package dev.asyncz.agent.dashboard.http.access;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Whether a request was sent by a page of this dashboard, by what browsers say of it. Immutable. */
final class SameOrigin {
    private final @Nullable String publicAuthority;

    /** @param address that people reach the pages at; empty for the port itself */
    SameOrigin(String address) {
        publicAuthority = authority(address);
    }

    /** Browsers name the origin with every POST; those that say how it stands to this one have to say the same. */
    boolean sent(HttpRequest request) {
        String site = request.headers().fetchSite();
        String from = authority(request.headers().origin());
        return (site == null || site.equals("same-origin"))
                && from != null
                && (from.equalsIgnoreCase(request.host().fields().get(0)) || from.equalsIgnoreCase(publicAuthority));
    }

    /** Host and port; null where it names none. */
    private static @Nullable String authority(@Nullable String address) {
        try {
            return address == null || address.isEmpty() ? null : new URI(address).getRawAuthority();
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }
}
