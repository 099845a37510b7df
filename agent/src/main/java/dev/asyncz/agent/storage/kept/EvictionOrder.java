package dev.asyncz.agent.storage.kept;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which of the runs that are kept have to leave: those that are more than their task may have, then those that take more
 * room than there is. First good ones but for the last of each task, then older ones that went wrong, then the last good
 * ones, and at the very end the last that went wrong. Among equals those leave first whose like comes most often, and
 * of older ones those that take most beside: a task that fails each second has another one in a second, a nightly one in
 * a day.
 */
public final class EvictionOrder {
    /** With ten per cent of the room to spare, who has to choose need not choose again at once. */
    private static final double ROOM_LEFT = 0.9;

    private EvictionOrder() {}

    /** A run, as far as the choice goes. */
    public interface Candidate {
        /** Its run_id, which ascends with the beginnings. */
        String run();

        /** Its task_id. */
        String task();

        /** Whether it has not ended well. */
        boolean wrong();

        /** What its lines take. */
        long bytes();

        /** What lies between it and the run before it that ended alike; 0 for unknown. */
        long gapMillis();
    }

    /** Those that have to leave, the first to leave first. */
    public static <C extends Candidate> List<C> of(Collection<C> runs, KeepBounds bounds) {
        List<Ranked<C>> staying = new ArrayList<>();
        List<C> leaving = new ArrayList<>();
        long bytes = 0;
        for (Ranked<C> each : ranked(runs, bounds)) {
            int share = bounds.share(each.run.task());
            if (each.rank >= share * (each.run.wrong() ? bounds.failed() : bounds.good())) {
                leaving.add(each.run);
            } else {
                staying.add(each);
                bytes += each.run.bytes();
            }
        }
        if (bytes > bounds.bytes()) {
            staying.sort(Comparator.comparingInt((Ranked<C> each) -> each.turn())
                    .thenComparing(Comparator.comparingDouble((Ranked<C> each) -> each.pressure)
                            .reversed())
                    .thenComparing(each -> each.run.run()));
            for (Ranked<C> each : staying) {
                if (bytes <= bounds.bytes() * ROOM_LEFT) {
                    break;
                }
                leaving.add(each.run);
                bytes -= each.run.bytes();
            }
        }
        return leaving;
    }

    /** Of each task the youngest run that ended alike has rank 0. */
    private static <C extends Candidate> List<Ranked<C>> ranked(Collection<C> runs, KeepBounds bounds) {
        List<C> youngest = new ArrayList<>(runs);
        youngest.sort(Comparator.comparing(Candidate::run).reversed());
        Map<String, Integer> wrong = new HashMap<>();
        Map<String, Integer> good = new HashMap<>();
        long now = youngest.isEmpty() ? 0 : millis(youngest.get(0));
        List<Ranked<C>> ranked = new ArrayList<>(youngest.size());
        for (C run : youngest) {
            int rank = (run.wrong() ? wrong : good).merge(run.task(), 1, Integer::sum) - 1;
            // Of the last ones of all tasks the most seldom stay, however much they take.
            double weight = rank == 0 ? 1 : run.bytes();
            ranked.add(new Ranked<>(run, rank, weight / seconds(run, now) / bounds.share(run.task())));
        }
        return ranked;
    }

    /** How long it takes until its like comes: it has taken its gap to come, and has not come again since. */
    private static double seconds(Candidate run, long now) {
        return Math.max(1, Math.max(run.gapMillis(), now - millis(run))) / 1_000.0;
    }

    /** When it began, by its id; 0 for an id that does not tell. */
    private static long millis(Candidate run) {
        try {
            return UUID.fromString(run.run()).getMostSignificantBits() >>> 16;
        } catch (IllegalArgumentException noId) {
            return 0;
        }
    }

    /**
     * @param rank how many of the same task that ended alike are younger
     * @param pressure what has it leave: how often its like comes and, where it is not the last, how much it takes
     */
    private record Ranked<C extends Candidate>(C run, int rank, double pressure) {
        int turn() {
            if (rank > 0) {
                return run.wrong() ? 1 : 0;
            }
            return run.wrong() ? 3 : 2;
        }
    }
}
