package dev.asyncz.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search was given up, as it took too long. The message is a sentence for whoever asked: what, why, what would help.
 * What it has found so far it may bring along, and from where to go on.
 */
public final class SearchStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<LogEntry> found;
    private final transient @Nullable UUID searchedTo;

    /** Nothing is known of what it would have found. */
    public SearchStopped(String sentence) {
        super(sentence);
        found = List.of();
        searchedTo = null;
    }

    /**
     * @param found all that match of the entries with this id and later ones, newest first
     * @param searchedTo the id down to which all were looked at: a query {@link LogQuery#before() before} it goes on
     */
    public SearchStopped(String sentence, List<LogEntry> found, UUID searchedTo) {
        super(sentence);
        this.found = List.copyOf(found);
        this.searchedTo = searchedTo;
    }

    /** The same, of what was read: an entry that is older than all that were looked at may have others before it. */
    public SearchStopped with(List<LogEntry> read, UUID to) {
        List<LogEntry> sure = read.stream()
                .filter(entry -> LogEntry.compareIds(entry.id(), to) >= 0)
                .toList();
        return new SearchStopped(String.valueOf(getMessage()), sure, to);
    }

    /** Newest first; empty where {@link #searchedTo} is null. */
    public List<LogEntry> found() {
        return found;
    }

    /** The id down to which all entries were looked at; null where that is not known. */
    public @Nullable UUID searchedTo() {
        return searchedTo;
    }
}
