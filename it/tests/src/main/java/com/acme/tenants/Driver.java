package com.acme.tenants;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver in a shared library, which makes a thread of its own for whoever connects, and keeps it. */
public final class Driver {
    private static final AtomicInteger STARTED = new AtomicInteger();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Driver() {}

    static int started() {
        return STARTED.get();
    }

    /** Takes care that the thread keeps nothing of its caller, as drivers do. */
    @SuppressWarnings("removal")
    public static void connect() {
        java.security.AccessController.doPrivileged((java.security.PrivilegedAction<Void>) () -> {
            Thread thread = new Thread(null, Driver::keepHouse, "driver", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            return null;
        });
    }

    private static void keepHouse() {
        STARTED.incrementAndGet();
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
