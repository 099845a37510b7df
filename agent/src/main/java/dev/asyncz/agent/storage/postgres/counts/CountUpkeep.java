package dev.asyncz.agent.storage.postgres.counts;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.kept.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps counts of lines, where the user owns their partitions. Whoever may not make them does without, and counts line by
 * line for each question.
 */
public final class CountUpkeep {
    private static final Duration A_TURN = Duration.ofSeconds(30);

    /** Of what was written in ten minutes, by however many nodes. */
    public static final Duration A_RANGE = Duration.ofMinutes(1);

    /** Somebody is in the way; cancelled; no right or no such language; another node makes them. */
    private static final Set<String> PASSING = Set.of("55P03", "57014", "40P01", "42501", "42P07", "42704", "42723");

    private final Transactions connections;
    private final Transactions patient;
    private final Consumer<String> say;
    private @Nullable String said;

    /**
     * @param patient those whose statements may take {@link #A_RANGE}
     * @param say takes a line for the user
     */
    public CountUpkeep(Transactions connections, Transactions patient, Consumer<String> say) {
        this.connections = connections;
        this.patient = patient;
        this.say = say;
    }

    /** Makes what counts lines from now on. */
    public void make() {
        tried(() -> connections.use(CountTables::make));
    }

    /** Makes it, counts what is not counted, and merges what is. For one thread. */
    public void keepUp() {
        tried(() -> {
            if (connections.use(CountTables::make)) {
                patient.use(Recount::mend);
                long end = System.nanoTime() + A_TURN.toNanos();
                while (System.nanoTime() - end < 0 && patient.use(Recount::countOlder)) {
                    Thread.onSpinWait();
                }
                patient.use(Recount::merge);
            }
        });
    }

    private void tried(Runnable work) {
        try {
            work.run();
        } catch (StorageUnavailable | IllegalArgumentException e) {
            String state = e.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "";
            String what = "lines are counted one by one: " + e.getMessage();
            if (!PASSING.contains(state) && !state.startsWith("08") && !what.equals(said)) {
                said = what;
                say.accept(what);
            }
        }
    }
}
