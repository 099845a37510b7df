package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/** What is known of one thread; one look-up finds it all. Confined to that thread. */
final class ThreadSlot {
    /** Whom the thread works for; null for nobody. */
    @Nullable
    Bond bond;

    /** Set while the thread puts work of a run into the queue of an executor. */
    @Nullable
    Bond offering;

    /** Of what the thread has taken from a queue last, if that was work of a run. */
    @Nullable
    Bond taken;

    ThreadSlot(@Nullable Bond bond) {
        this.bond = bond;
    }

    /** The bond of work that this thread hands over now; null outside any run. */
    @Nullable
    Bond heir() {
        Bond current = bond;
        return current == null ? null : current.heir();
    }
}
