package dev.asyncz.agent.keep;

import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.kept.KeptRun;
import dev.asyncz.api.LogEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place with the list of its runs, which is read anew now and then: each question of a page needs it. Any thread. */
final class PlaceIndex {
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final KeptPlace place;
    private volatile @Nullable Runs known;

    private record Runs(List<KeptRun> all, long nanos) {}

    PlaceIndex(KeptPlace place) {
        this.place = place;
    }

    List<KeptRun> runs() {
        Runs before = known;
        if (before != null && System.nanoTime() - before.nanos < FRESH_NANOS) {
            return before.all;
        }
        return readRuns();
    }

    /** As they are at this moment. */
    List<KeptRun> readRuns() {
        long now = System.nanoTime();
        List<KeptRun> all = List.copyOf(place.runs());
        known = new Runs(all, now);
        return all;
    }

    List<LogEntry> lines(Collection<String> runs) {
        return place.lines(runs);
    }

    void put(KeptRun run, List<LogEntry> lines) {
        place.put(run, lines);
        known = null;
    }

    void remove(Collection<String> runs) {
        if (!runs.isEmpty()) {
            place.remove(runs);
            known = null;
        }
    }
}
