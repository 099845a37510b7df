package dev.asyncz.bootstrap.handoff;

import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunBinding;
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
    private final @Nullable RunBinding[] bindings;

    /** How many of each wait, at most. */
    private final int[] counts;

    /** How many were taken while there were several runs. */
    private final int taken;

    private SharedWork(@Nullable RunBinding[] bindings, int[] counts, int taken) {
        this.bindings = bindings;
        this.counts = counts;
        this.taken = taken;
    }

    /** A single hand-over; null for one of a run that has ended too long ago. */
    static @Nullable SharedWork of(RunBinding only) {
        return new SharedWork(new RunBinding[] {only}, new int[] {1}, 0).unexpired();
    }

    /** These and one more. */
    SharedWork with(@Nullable RunBinding next) {
        Run run = runOf(bindings.length < MAX_RUNS ? next : null);
        int at = 0;
        while (at < bindings.length && runOf(bindings[at]) != run) {
            at++;
        }
        @Nullable RunBinding[] all = bindings;
        int[] more = Arrays.copyOf(counts, Math.max(at + 1, counts.length));
        if (at == bindings.length) {
            all = Arrays.copyOf(bindings, at + 1);
            all[at] = run == null ? null : next;
        }
        more[at]++;
        return new SharedWork(all, more, taken);
    }

    /** How the one that is taken next is bound; null if that cannot be told. */
    @Nullable
    RunBinding next() {
        return bindings.length == 1 ? bindings[0] : null;
    }

    /** These but one; null for none. */
    @Nullable
    SharedWork less() {
        if (bindings.length == 1) {
            return counts[0] == 1 ? null : new SharedWork(bindings, new int[] {counts[0] - 1}, 0);
        }
        int all = 0;
        for (int each : counts) {
            all += each;
        }
        return all <= taken + 1 ? null : new SharedWork(bindings, counts, taken + 1);
    }

    /** These without those of runs that have ended too long ago; null for none. */
    @Nullable
    SharedWork unexpired() {
        int kept = 0;
        boolean any = false;
        @Nullable RunBinding[] all = new RunBinding[bindings.length];
        int[] left = new int[bindings.length];
        for (int i = 0; i < bindings.length; i++) {
            Run run = runOf(bindings[i]);
            if (run == null || !run.isOverFor(PATIENCE_NANOS)) {
                any |= run != null;
                all[kept] = bindings[i];
                left[kept++] = counts[i];
            }
        }
        if (kept == bindings.length) {
            return this;
        }
        if (kept == 1) {
            // What was taken may have been of this run: better too few are left than one too many.
            left[0] -= taken;
            any &= left[0] > 0;
        }
        return any ? new SharedWork(Arrays.copyOf(all, kept), Arrays.copyOf(left, kept), kept == 1 ? 0 : taken) : null;
    }

    private static @Nullable Run runOf(@Nullable RunBinding binding) {
        return binding == null ? null : binding.run();
    }
}
