package com.acme.beside;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What the tasks of {@link EveryScheduler} log, so often and no more: the lines of each start are the same. */
enum Said {
    OUTSIDE(1),
    LAMBDA,
    ANONYMOUS,
    EXPORT,
    POLL,
    DYING(1),
    ONCE(1),
    ONE_SHOT(1),
    HANDING_OVER,
    EXECUTED,
    SUBMITTED,
    SUPPLIED,
    ACCEPTED,
    BEAT,
    TIMER_ANONYMOUS,
    BILLS,
    PROGRAMMATIC(1),
    CONFIGURED,
    ANNOTATED,
    FAILING;

    private static final Logger LOG = LogManager.getLogger(Said.class);
    private static final int TWICE = 2;

    private final int times;
    private final AtomicInteger said = new AtomicInteger();
    private final CountDownLatch missing;

    Said() {
        this(TWICE);
    }

    Said(int times) {
        this.times = times;
        missing = new CountDownLatch(times);
    }

    /** Logs, if it has not done so often enough. */
    boolean say() {
        int number = said.incrementAndGet();
        if (number <= times) {
            LOG.info("{} {}", this, number);
            missing.countDown();
        }
        return number <= times;
    }

    static void awaitAll() throws InterruptedException {
        for (Said each : values()) {
            if (!each.missing.await(20, TimeUnit.SECONDS)) {
                System.out.println("in vain: " + each);
            }
        }
    }
}
