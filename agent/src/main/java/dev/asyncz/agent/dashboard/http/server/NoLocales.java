package dev.asyncz.agent.dashboard.http.server;

import java.util.Locale;

/** What Jetty is told of the locales of this JVM, see {@code dev.asyncz.premain.JettyLocales}. */
public final class NoLocales {
    private NoLocales() {}

    /** As {@link Locale#getAvailableLocales}, which would take longer than all else that a first page needs of Jetty. */
    public static Locale[] getAvailableLocales() {
        return new Locale[0];
    }
}
