package dev.asyncz.agent.alerts.format;

import dev.asyncz.agent.alerts.Alert;
import java.util.List;

/** What one kind of receiver understands. Keeps nothing; any thread. */
public interface AlertFormat {

    /**
     * The body of a POST, as JSON.
     *
     * @param alerts one, or several where {@link #collects}; never empty
     */
    String body(List<Alert> alerts);

    /**
     * Whether the receiver collects alerts by itself: then it gets all of them, however many, and those that last again and
     * again, as it takes for over what it does not hear of.
     */
    default boolean collects() {
        return false;
    }

    /** The path that is added to an address that has none; empty for none. */
    default String path() {
        return "";
    }
}
