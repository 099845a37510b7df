package dev.asyncz.bootstrap.handoff;

import dev.asyncz.bootstrap.run.Bond;
import dev.asyncz.bootstrap.run.Run;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hand-overs of one object that waits more than once, such as a lambda that captures nothing: how many of each run.
 * They cannot be told apart, so that they are bound only as long as all are of one run. Immutable.
 */
final class SharedWork {
    /** How long after its end a run's hand-overs are waited for: some may have been lost. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /** Past it runs are not told apart. */
    private static final int MAX_RUNS = 16;

    /** Of each run one; null stands for what is outside any run. */
    private final @Nullable Bond[] bonds;

    /** How many of each wait, at most. */
    private final int[] counts;

    /** How many were taken while there were several runs. */
    private final int taken;

    private SharedWork(@Nullable Bond[] bonds, int[] counts, int taken) {
        this.bonds = bonds;
        this.counts = counts;
        this.taken = taken;
    }

    /** A single hand-over; null for one of a run that has ended too long ago. */
    static @Nullable SharedWork of(Bond only) {
        return new SharedWork(new Bond[] {only}, new int[] {1}, 0).unexpired();
    }

    /** These and one more. */
    SharedWork with(@Nullable Bond next) {
        Run run = runOf(bonds.length < MAX_RUNS ? next : null);
        int at = 0;
        while (at < bonds.length && runOf(bonds[at]) != run) {
            at++;
        }
        @Nullable Bond[] all = bonds;
        int[] more = Arrays.copyOf(counts, Math.max(at + 1, counts.length));
        if (at == bonds.length) {
            all = Arrays.copyOf(bonds, at + 1);
            all[at] = run == null ? null : next;
        }
        more[at]++;
        return new SharedWork(all, more, taken);
    }

    /** How the one that is taken next is bound; null if that cannot be told. */
    @Nullable
    Bond next() {
        return bonds.length == 1 ? bonds[0] : null;
    }

    /** These but one; null for none. */
    @Nullable
    SharedWork less() {
        if (bonds.length == 1) {
            return counts[0] == 1 ? null : new SharedWork(bonds, new int[] {counts[0] - 1}, 0);
        }
        int all = 0;
        for (int each : counts) {
            all += each;
        }
        return all <= taken + 1 ? null : new SharedWork(bonds, counts, taken + 1);
    }

    /** These without those of runs that have ended too long ago; null for none. */
    @Nullable
    SharedWork unexpired() {
        int kept = 0;
        boolean any = false;
        @Nullable Bond[] all = new Bond[bonds.length];
        int[] left = new int[bonds.length];
        for (int i = 0; i < bonds.length; i++) {
            Run run = runOf(bonds[i]);
            if (run == null || !run.isOverFor(PATIENCE_NANOS)) {
                any |= run != null;
                all[kept] = bonds[i];
                left[kept++] = counts[i];
            }
        }
        if (kept == bonds.length) {
            return this;
        }
        if (kept == 1) {
            // What was taken may have been of this run: better too few are left than one too many.
            left[0] -= taken;
            any &= left[0] > 0;
        }
        return any ? new SharedWork(Arrays.copyOf(all, kept), Arrays.copyOf(left, kept), kept == 1 ? 0 : taken) : null;
    }

    private static @Nullable Run runOf(@Nullable Bond bond) {
        return bond == null ? null : bond.run();
    }
}
