package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/** The agent's own threads, told by their names: what they or their libraries log is nobody's line. */
public final class AgentThreads {
    private static final String PREFIX = "asyncz-";

    private AgentThreads() {}

    /**
     * A daemon thread that keeps nothing of the application alive: it has neither its context class loader nor what its
     * threads hand down.
     *
     * @param name begins with {@code asyncz-}
     */
    public static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /** Whether the current thread is one. */
    public static boolean isCurrent() {
        return isName(Thread.currentThread().getName());
    }

    /** Whether a thread of this name is one. */
    public static boolean isName(@Nullable String name) {
        return name != null && name.startsWith(PREFIX);
    }
}
