package dev.asyncz.agent.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run.
 *
 * @param id its run_id
 * @param task its task_id
 * @param node which of the JVMs that share a storage ran it; empty where that is this one, and has no name
 * @param started when it began
 * @param duration how long it took; null while it runs, and of one that was cut short with its JVM
 * @param outcome how it ended
 * @param failure the exception's first line; null unless it failed
 * @param exception the exception's text, which may be shortened; null unless it failed, or where it is no longer kept
 * @param threads the threads that worked for it, the one that began it first
 * @param lines how many lines it has written
 */
public record RunFacts(
        String id,
        String task,
        String node,
        Instant started,
        @Nullable Duration duration,
        Outcome outcome,
        @Nullable String failure,
        @Nullable String exception,
        List<String> threads,
        LineCounts lines) {

    /** What stands before the first line of a cause. */
    public static final String CAUSE = "\nCaused by: ";

    /** How a run ended, if it has. */
    public enum Outcome {
        RUNNING,
        OK,
        /** It ended by itself, but wrote lines of level ERROR. */
        ERRORS,
        FAILED,
        /**
         * It has begun and never ended: its JVM ended first, or shows no sign of life, or nothing is left to end it. Or the
         * application has cancelled it.
         */
        CUT_SHORT;

        /** As the API and the pages' addresses name it. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Whether it is over. */
        public boolean isOver() {
            return this != RUNNING;
        }

        /** Whether its work was done, with or without complaints. */
        public boolean isDone() {
            return this == OK || this == ERRORS;
        }
    }

    /** The same run, said to be of a node. */
    public RunFacts on(String name) {
        return new RunFacts(id, task, name, started, duration, outcome, failure, exception, threads, lines);
    }

    /**
     * The first line of the root cause, as far as the text is kept; that of the exception itself where nothing caused it.
     * Null unless it failed.
     */
    public @Nullable String cause() {
        int at = exception == null ? -1 : exception.lastIndexOf(CAUSE);
        if (exception == null || at < 0) {
            return failure;
        }
        return exception
                .substring(at + CAUSE.length())
                .lines()
                .findFirst()
                .orElse("")
                .stripTrailing();
    }

    /** When it ended; null while it runs, and where nobody knows. */
    public @Nullable Instant ended() {
        return duration == null ? null : started.plus(duration);
    }
}
