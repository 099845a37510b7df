package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.api.LogEntry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs that have ended, as a storage has them.
 *
 * @param runs in no particular order
 * @param whole whether these are all of the time that was asked for; else the oldest are missing
 */
public record PastRuns(List<PastRun> runs, boolean whole) {
    public static final PastRuns NONE = new PastRuns(List.of(), true);

    /**
     * A run, and what was known of its task when it ended.
     *
     * @param next when the task was to run next; null if nobody knew
     * @param more how many runs ended just before that have no record of their own, as there were too many
     */
    public record PastRun(RunFacts run, @Nullable Instant next, long more) {

        /** Of a record; nothing where it is none of a run that has ended. */
        static Optional<PastRun> of(LogEntry entry) {
            RunRecord record = RunRecord.of(entry);
            return record == null
                            || record.run() == null
                            || !record.run().outcome().isOver()
                    ? Optional.empty()
                    : Optional.of(new PastRun(
                            StoredTask.withoutText(record.run()),
                            Objects.requireNonNull(record.task()).nextRun(),
                            record.more()));
        }
    }
}
