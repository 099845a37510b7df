package dev.asyncz.agent.tasks.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the JVMs that write to a log were started, as far as is known. Immutable.
 *
 * @param last when the one began whose dashboard this is; of a dashboard that runs nothing itself the newest that lives
 * @param all the oldest first
 */
public record Starts(Instant last, List<Start> all) {
    /** Nothing lies between two lines. */
    public static final Starts UNKNOWN = new Starts(Instant.EPOCH, List.of());

    /**
     * The start of a JVM.
     *
     * @param node its name among those that share the storage; empty where it has none
     * @param again whether the same node was started before
     * @param lives whether it is known to live still
     */
    public record Start(Instant at, String node, boolean again, boolean lives) {}

    /**
     * @param own when this process began
     * @param node its name
     * @param runs whether it has tasks: a dashboard of other JVMs has none
     */
    static Starts of(Instant own, String node, boolean runs, List<Start> others) {
        Start living = others.stream()
                .filter(Start::lives)
                .max(Comparator.comparing(Start::at))
                .orElse(null);
        if (!runs && living != null) {
            return new Starts(living.at, others);
        }
        // What was logged before it was so by an earlier start: this one can have logged nothing before.
        Stream<Start> all = Stream.concat(others.stream(), Stream.of(new Start(own, node, true, true)));
        return new Starts(own, all.sorted(Comparator.comparing(Start::at)).toList());
    }

    /** When this JVM began, a second early at most: none of its lines is older. */
    static Instant ofProcess() {
        return ThisProcess.BEGAN;
    }

    /** Asked when somebody looks: the JDK's class of processes brings a pool of threads along. */
    private static final class ThisProcess {
        static final Instant BEGAN =
                ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    }

    /** The newest between two lines; null where there is none. */
    public @Nullable Start between(Instant older, Instant newer) {
        for (int i = all.size() - 1; i >= 0; i--) {
            Start start = all.get(i);
            if (!start.at.isAfter(newer)) {
                return start.at.isAfter(older) ? start : null;
            }
        }
        return null;
    }
}
