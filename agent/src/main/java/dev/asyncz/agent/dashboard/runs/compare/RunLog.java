package dev.asyncz.agent.dashboard.runs.compare;

import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run with what is kept of its lines.
 *
 * @param run null where nothing but its lines is known
 * @param lines oldest first
 */
public record RunLog(String id, @Nullable RunFacts run, List<LogEntry> lines) {
    /** How many lines of a run are compared, the newest ones. */
    static final int MOST = 10_000;

    private static final int PAGE = 1_000;

    /** Lines may come late, and from machines whose clocks differ. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    /** @throws dev.asyncz.agent.dashboard.search.StorageUnreachable when the storage does not answer */
    public static RunLog of(String id, @Nullable RunFacts run, LogReader reader) {
        LogQuery query = LogQuery.builder()
                .runId(id)
                .range(run == null ? null : run.started().minus(MARGIN), until(run))
                .limit(PAGE)
                .build();
        List<LogEntry> lines = new ArrayList<>(reader.find(query));
        int page = lines.size();
        while (page == PAGE && lines.size() < MOST) {
            List<LogEntry> older =
                    reader.find(query.withBefore(lines.get(lines.size() - 1).id()));
            page = older.size();
            lines.addAll(older);
        }
        Collections.reverse(lines);
        return new RunLog(id, run, List.copyOf(lines));
    }

    private static @Nullable Instant until(@Nullable RunFacts run) {
        return Optional.ofNullable(run)
                .map(RunFacts::ended)
                .map(ended -> ended.plus(MARGIN))
                .orElse(null);
    }

    /** Whether nobody knows of it. */
    boolean unknown() {
        return run == null && lines.isEmpty();
    }

    /** How many lines it wrote; what is kept where nobody has counted. */
    private int written() {
        return Math.max(lines.size(), run == null ? 0 : run.lines().total());
    }

    /** Whether all its lines are here. */
    public boolean complete() {
        return written() == lines.size();
    }

    /** Whether it has written lines of which none is left. */
    boolean gone() {
        return lines.isEmpty() && !complete();
    }

    /** What is not here of its lines, in words; null where all are. */
    @Nullable
    String missing() {
        if (complete()) {
            return null;
        }
        return lines.isEmpty()
                ? "No line is kept of the " + Numbers.grouped(written()) + " that it wrote."
                : Numbers.grouped(lines.size()) + " of its " + Numbers.count(written(), "line") + " are "
                        + (lines.size() >= MOST ? "compared, the newest ones." : "kept.");
    }

    /** When it began; the time of its first line where nobody knows. */
    Instant began() {
        if (run != null) {
            return run.started();
        }
        return lines.isEmpty() ? Instant.EPOCH : lines.get(0).ts();
    }

    /** When it ended, or what is last known of it. */
    Instant ended() {
        Instant ended = run == null ? null : run.ended();
        if (ended != null) {
            return ended;
        }
        return lines.isEmpty() ? began() : lines.get(lines.size() - 1).ts();
    }
}
