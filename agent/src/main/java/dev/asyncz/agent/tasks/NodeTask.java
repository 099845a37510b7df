package dev.asyncz.agent.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task as one JVM has it.
 *
 * @param node the JVM's name among those that share a storage; empty where it has none
 * @param life how the JVM is
 * @param heard when the JVM was last heard of, by its own clock; now, of this one
 * @param anywhere whether any JVM may run what this one knows the next time of, also one that nobody hears of
 * @param schedule when it runs, in words; null if unknown
 * @param due when it was or is to run next, also where that time is over; null if nobody knows, or once it was cancelled
 * @param death why its scheduler there will never run it again, as the second half of a sentence; null while it may
 * @param died when that was known; null as {@code death}, and where other schedules of the task go on there
 * @param leftBehind how many runs, of all tasks, were under way when the JVM was last heard of
 * @param usage the threads that run it; null where they are not known, and of another JVM
 */
public record NodeTask(
        String node,
        Life life,
        Instant heard,
        boolean anywhere,
        @Nullable String schedule,
        @Nullable Instant due,
        @Nullable String death,
        @Nullable Instant died,
        int leftBehind,
        @Nullable PoolUsage usage) {

    private static final Set<String> ANYWHERE = Set.of("JobRunr", "db-scheduler");

    /** Whether a scheduler shares its tasks among JVMs. */
    public static boolean isAnywhere(String scheduler) {
        return ANYWHERE.contains(scheduler);
    }

    /** How long somebody may still want to know what a JVM had that is gone. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    /** Whether the JVM is there, or was not long ago. */
    public boolean isRemembered(Instant now) {
        return isRemembered(life, heard, now);
    }

    /** Whether a JVM is there that was heard of at that time, or was not long ago. */
    public static boolean isRemembered(Life life, Instant heard, Instant now) {
        return life.isAlive() || heard.plus(REMEMBERED).isAfter(now);
    }

    /** How a JVM is, as far as others can tell. */
    public enum Life {
        /** It is this one. */
        HERE,
        /** It gives signs of life. */
        LIVES,
        /** It has given none for too long, and has not said that it ends. */
        SILENT,
        /** Somebody has stopped it: it has said so. */
        STOPPED,
        /** It has come to its end by itself, as a program does that has done its work: it has said so. */
        FINISHED;

        /** Whether it can run anything. */
        public boolean isAlive() {
            return this == HERE || this == LIVES;
        }
    }

    /**
     * The threads that run a task, with what occupies them.
     *
     * @param threads how many there are
     * @param active how many of them are at work, for runs or for anything else
     * @param busy the runs under way on them, the oldest first
     * @param others all tasks that these threads run and that have a next time
     */
    public record PoolUsage(int threads, int active, List<RunFacts> busy, List<Waiting> others) {
        /** Whether none of the threads is free. */
        public boolean isBusy() {
            return active >= threads;
        }
    }

    /**
     * A task that waits for a thread, if its time is over.
     *
     * @param running whether a run of it is under way
     */
    public record Waiting(String task, @Nullable String schedule, Instant due, boolean running) {}

    /** A task has died that lives nowhere: on one node of many it is a sign of that node. Null for one that lives. */
    public static @Nullable String death(List<NodeTask> nodes) {
        List<NodeTask> alive =
                nodes.stream().filter(each -> each.life().isAlive()).toList();
        List<NodeTask> asked = alive.isEmpty() ? nodes : alive;
        boolean dead = asked.stream().allMatch(each -> each.death() != null);
        return dead && !asked.isEmpty() ? asked.get(0).death() : null;
    }
}
