package dev.asyncz.agent.storage.kept;

import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Several places as one, for who only reads.
 *
 * @param places as they are at each moment
 */
public record ReadPlaces(Supplier<List<? extends KeptPlace>> places) implements KeptPlace {
    @Override
    public List<KeptRun> runs() {
        List<KeptRun> runs = new ArrayList<>();
        places.get().forEach(place -> runs.addAll(place.runs()));
        return runs;
    }

    @Override
    public List<LogEntry> lines(Collection<String> runs) {
        List<LogEntry> lines = new ArrayList<>();
        places.get().forEach(place -> lines.addAll(place.lines(runs)));
        return lines;
    }

    /** @throws UnsupportedOperationException always */
    @Override
    public void put(KeptRun run, List<LogEntry> lines) {
        throw new UnsupportedOperationException("only the JVM that logs writes");
    }

    /** @throws UnsupportedOperationException always */
    @Override
    public void remove(Collection<String> runs) {
        throw new UnsupportedOperationException("only the JVM that logs writes");
    }
}
