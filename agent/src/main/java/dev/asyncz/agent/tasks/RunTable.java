package dev.asyncz.agent.tasks;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds runs that are under way, or have just ended, by their id. Lock-free and of a fixed size: a new run takes the
 * place of one that is over, and only where all its places are taken that of another one under way, whose later lines
 * are then not counted if an asynchronous logger brings them.
 */
final class RunTable {
    private static final int SIZE = 4_096;
    private static final int PLACES = 8;

    private final AtomicReferenceArray<@Nullable TrackedRun> places = new AtomicReferenceArray<>(SIZE);

    void put(TrackedRun run) {
        int first = hash(run.id());
        for (int i = 0; i < PLACES; i++) {
            int place = first + i & SIZE - 1;
            TrackedRun there = places.get(place);
            if ((there == null || there.isOver() || there.isLost()) && places.compareAndSet(place, there, run)) {
                return;
            }
        }
        places.set(first & SIZE - 1, run);
    }

    @Nullable
    TrackedRun find(String id) {
        int first = hash(id);
        for (int i = 0; i < PLACES; i++) {
            TrackedRun there = places.get(first + i & SIZE - 1);
            if (there != null && there.id().equals(id)) {
                return there;
            }
        }
        return null;
    }

    private static int hash(String id) {
        int hash = id.hashCode();
        return hash ^ hash >>> 16;
    }
}
