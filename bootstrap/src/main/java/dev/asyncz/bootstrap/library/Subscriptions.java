package dev.asyncz.bootstrap.library;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import org.jspecify.annotations.Nullable;

/**
 * What runs have subscribed to and their schedulers do not wait for: a run is over with the last of it. Never throws.
 */
public final class Subscriptions {
    private static final WeakIdentityMap<Run> OPEN = new WeakIdentityMap<>();

    private Subscriptions() {}

    /** The current run has made a subscriber, whose end is its own. Said twice, it counts once. */
    public static void begin(Object subscriber) {
        try {
            Run run = RunScope.current();
            if (run != null && OPEN.get(subscriber) == null) {
                run.addPart();
                OPEN.put(subscriber, run);
            }
        } catch (Throwable t) {
            Hub.failed("a subscription could not be noted; its run ends before it", t);
        }
    }

    /** Says that a subscriber's run has failed. The first failure counts. */
    public static void fail(Object subscriber, @Nullable Throwable failure) {
        Run run = OPEN.get(subscriber);
        if (run != null && failure != null && run.failure() == null) {
            run.fail(failure);
        }
    }

    /** A subscriber has had its last signal, or was cancelled. */
    public static void end(Object subscriber) {
        try {
            Run run = OPEN.remove(subscriber);
            if (run != null && run.endPart()) {
                RunScope.announceEnd(run);
            }
        } catch (Throwable t) {
            Hub.failed("the end of a subscription could not be noted; the dashboard shows its run as running", t);
        }
    }
}
