package dev.asyncz.agent.dashboard.view;

import org.jspecify.annotations.Nullable;

/**
 * A dotted name, of which the head may be cut off where there is no room.
 *
 * @param link where it leads; empty for nowhere
 * @param term what includes it in a search, and excludes it after a minus; null where neither can be
 */
public record NameView(
        String whole,
        String head,
        String tail,
        String link,
        @Nullable String term) {

    /** @param kept how many segments at the end are never cut */
    public static NameView of(String name, int kept, String link, @Nullable String term) {
        int at = name.length();
        for (int i = 0; i < kept && at > 0; i++) {
            at = name.lastIndexOf('.', at - 1);
        }
        // The root logger has no name.
        int tail = Math.min(at + 1, name.length());
        return new NameView(name, name.substring(0, tail), name.substring(tail), link, term);
    }

    /** Of a name that leads nowhere. */
    public static NameView plain(String name, int kept) {
        return of(name, kept, "", null);
    }
}
