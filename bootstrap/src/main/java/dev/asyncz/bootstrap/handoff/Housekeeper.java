package dev.asyncz.bootstrap.handoff;

import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;

/**
 * Forgets what was noted of objects that the application has dropped, also where nothing is noted any more: a burst of
 * cancelled timers must not stay until the next one. And, each second, what ended runs have handed over in vain; and
 * tells the failures that nobody has asked for. A daemon thread that sleeps most of the time.
 */
public final class Housekeeper implements Runnable {
    private static final long MILLIS = 1_000;

    private Housekeeper() {}

    /** Called once, by the agent. */
    public static void start() {
        AgentThreads.daemon("asyncz-housekeeper", new Housekeeper()).start();
    }

    @Override
    public void run() {
        while (true) {
            try {
                WeakIdentityMap.forget(MILLIS);
                Handoff.expire();
                UnobservedFailures.tellLate();
            } catch (InterruptedException meantForNobody) {
                // Only the end of the JVM ends it.
            } catch (Throwable t) {
                Hub.failed("what is known of collected objects could not be forgotten; it stays until later", t);
            }
        }
    }
}
