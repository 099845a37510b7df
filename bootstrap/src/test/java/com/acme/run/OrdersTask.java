package com.acme.run;

import java.util.function.Consumer;

/** Stands in for a task of the application that starts a thread to work for it. */
public final class OrdersTask {
    private OrdersTask() {}

    /** @param starting what the woven {@code Thread.start} does first */
    public static void start(Thread thread, Consumer<Thread> starting) {
        starting.accept(thread);
        thread.start();
    }
}
