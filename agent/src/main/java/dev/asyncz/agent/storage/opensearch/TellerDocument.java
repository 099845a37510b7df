package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.agent.storage.opensearch.StateDocuments.State;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease in the document {@code teller}. Who holds it changes the document each time; who sees that it has not changed
 * for half a minute, by a clock that nobody sets, takes over. Any thread.
 */
final class TellerDocument implements TellerLease {
    private static final String ID = "teller";
    private static final String HOLDER = "holder";
    private static final String TOLD = "told";
    private static final String FIRST = "first ";
    private static final int TRIES = 5;
    private static final long LEASE_NANOS = Duration.ofSeconds(30).toNanos();

    private final StateDocuments documents;
    private final LongSupplier nanos;
    private String seen = "";
    private long seenSince;

    /** @param nanos such as those of {@link System#nanoTime} */
    TellerDocument(StateDocuments documents, LongSupplier nanos) {
        this.documents = documents;
        this.nanos = nanos;
    }

    @Override
    public synchronized @Nullable String take(String name, boolean first) {
        State state = documents.get(ID);
        String holder = state.text(HOLDER);
        long now = nanos.getAsLong();
        if (!state.version().equals(seen)) {
            seen = state.version();
            seenSince = now;
        }
        boolean free = holder.isEmpty() || now - seenSince > LEASE_NANOS;
        boolean behind = first && !holder.startsWith(FIRST);
        if (!free && !behind && !holder.equals(holder(name, first))) {
            return null;
        }
        String told = state.text(TOLD);
        State taken = documents.replace(ID, state, Map.of(HOLDER, holder(name, first), TOLD, told));
        return taken == null ? null : told;
    }

    @Override
    public synchronized void told(String name, String what) {
        State told = null;
        for (int i = 0; told == null && i < TRIES; i++) {
            State state = documents.get(ID);
            String holder = state.text(HOLDER);
            if (!holder.equals(holder(name, true)) && !holder.equals(holder(name, false))) {
                return;
            }
            // Null where it has changed meanwhile: it may be our turn still.
            told = documents.replace(ID, state, Map.of(HOLDER, holder, TOLD, what));
        }
        if (told == null) {
            throw new StorageUnavailable("what was told cannot be noted: others change it meanwhile", null);
        }
    }

    private static String holder(String name, boolean first) {
        return (first ? FIRST : "one ") + name;
    }
}
