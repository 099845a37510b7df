package com.zaxxer.hikari;

import java.util.function.Consumer;

/** Stands in for a library that starts a thread of its own when a task first needs it. */
public final class StartsThreads {
    private StartsThreads() {}

    /** @param starting what the woven {@code Thread.start} does first */
    public static void start(Thread thread, Consumer<Thread> starting) {
        starting.accept(thread);
        thread.start();
    }
}
