package dev.asyncz.agent.alerts;

import dev.asyncz.agent.storage.TellerLease;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes its turn among those who share a storage; the only one where nobody does. For one thread. */
public final class SharedTeller implements Teller {
    private final Supplier<@Nullable TellerLease> lease;
    private final String name;
    private final boolean first;

    /**
     * @param lease null while nobody shares the storage; throws while it does not answer
     * @param name of this process, unlike any other
     * @param first whether it goes before those that are not, as a process does that only shows what others write
     */
    public SharedTeller(Supplier<@Nullable TellerLease> lease, String name, boolean first) {
        this.lease = lease;
        this.name = name;
        this.first = first;
    }

    @Override
    public @Nullable String take() {
        TellerLease shared = lease.get();
        return shared == null ? ALONE.take() : shared.take(name, first);
    }

    @Override
    public void told(String state) {
        TellerLease shared = lease.get();
        if (shared != null) {
            shared.told(name, state);
        }
    }
}
