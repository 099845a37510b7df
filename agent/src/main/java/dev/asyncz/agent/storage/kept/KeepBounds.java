package dev.asyncz.agent.storage.kept;

import dev.asyncz.agent.config.NamePatterns;

/**
 * How much is kept of runs.
 *
 * @param failed how many runs of a task that went wrong
 * @param good how many that did not
 * @param lines how many lines of a run; a longer one keeps head and tail
 * @param bytes what all of them may take
 * @param favoured the tasks that have ten times the share
 */
public record KeepBounds(int failed, int good, int lines, long bytes, NamePatterns favoured) {
    private static final int FAVOUR = 10;

    /** How many times the usual share a task has. */
    public int share(String task) {
        return favoured.contains(task) ? FAVOUR : 1;
    }

    /** The same within other bytes. */
    public KeepBounds withBytes(long value) {
        return new KeepBounds(failed, good, lines, value, favoured);
    }
}
