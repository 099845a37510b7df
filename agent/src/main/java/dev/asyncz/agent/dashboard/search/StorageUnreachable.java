package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.RequestFailure;
import dev.asyncz.api.SearchStopped;

/** The storage could not answer. */
public final class StorageUnreachable extends RequestFailure {
    private static final long serialVersionUID = 1L;

    /** @param cause whatever the storage has thrown */
    public StorageUnreachable(Throwable cause) {
        super(cause);
    }

    /** Whether the search is to blame, not the storage. */
    public boolean stopped() {
        return getCause() instanceof SearchStopped;
    }

    @Override
    public int status() {
        return 503;
    }

    @Override
    public String sentence() {
        if (getCause() instanceof SearchStopped stopped) {
            return String.valueOf(stopped.getMessage());
        }
        return "The storage does not answer (" + BadParameter.shortened(String.valueOf(getCause()))
                + "). Capture goes on; try again.";
    }
}
