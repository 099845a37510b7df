package dev.asyncz.agent.storage.kept;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of a run whose lines are kept, without its lines.
 *
 * @param run its run_id
 * @param task its task_id
 * @param node the JVM that ran it; empty where that has no name
 * @param state how it ended, if it has
 * @param contents what its lines are like
 * @param bytes what they take where they are kept
 * @param gapMillis what lies between its beginning and that of the run before it that ended alike; 0 for unknown
 */
public record KeptRun(String run, String task, String node, State state, Contents contents, long bytes, long gapMillis)
        implements EvictionOrder.Candidate {

    /** What became of it. */
    public enum State {
        /** It may go on; or its JVM has ended before it. */
        OPEN,
        /** It failed, had errors, was cut short or died. */
        WRONG,
        GOOD
    }

    @Override
    public boolean wrong() {
        return state != State.GOOD;
    }

    /** The same with what its lines take. */
    public KeptRun withBytes(long value) {
        return new KeptRun(run, task, node, state, contents, value, gapMillis);
    }

    /** Whether some of its lines may match a query. */
    public boolean mayMatch(LogQuery query) {
        return (contents.mixed || query.runId() == null || query.runId().equals(run))
                && (contents.mixed || query.taskId() == null || query.taskId().equals(task))
                && contents.mayMatch(query);
    }

    /**
     * What some lines are like.
     *
     * @param first the id of the oldest one
     * @param last the id of the newest one
     * @param from the earliest time
     * @param to the latest one
     * @param levels those that they have
     * @param lines how many there are
     * @param missing how many are not kept, as there were too many
     * @param mixed whether some are of other runs, which the run has begun
     */
    public record Contents(
            UUID first,
            UUID last,
            Instant from,
            Instant to,
            Set<LogLevel> levels,
            long lines,
            long missing,
            boolean mixed) {

        /** Copies the levels. */
        public Contents {
            levels = Set.copyOf(levels);
        }

        /**
         * Of one line at least.
         *
         * @param run whose lines they are
         * @param entries in the order of their ids
         * @param missing how many more there were
         */
        public static Contents of(String run, List<LogEntry> entries, long missing) {
            Instant from = Instant.MAX;
            Instant to = Instant.MIN;
            EnumSet<LogLevel> levels = EnumSet.noneOf(LogLevel.class);
            boolean mixed = false;
            for (LogEntry entry : entries) {
                from = entry.ts().isBefore(from) ? entry.ts() : from;
                to = entry.ts().isAfter(to) ? entry.ts() : to;
                levels.add(entry.level());
                mixed |= !run.equals(entry.runId());
            }
            UUID first = entries.get(0).id();
            UUID last = entries.get(entries.size() - 1).id();
            return new Contents(first, last, from, to, levels, entries.size(), missing, mixed);
        }

        private boolean mayMatch(LogQuery query) {
            return (query.levels().isEmpty() || !Collections.disjoint(query.levels(), levels))
                    && (query.before() == null || LogEntry.compareIds(first, query.before()) < 0)
                    && (query.after() == null || LogEntry.compareIds(last, query.after()) > 0)
                    && (query.since() == null || !to.isBefore(query.since()))
                    && (query.until() == null || from.isBefore(query.until()));
        }
    }
}
