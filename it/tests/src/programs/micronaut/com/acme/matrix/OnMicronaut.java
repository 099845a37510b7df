package com.acme.matrix;

import io.micronaut.context.ApplicationContext;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Micronaut's annotated methods. */
@Singleton
public class OnMicronaut {
    private static final Logger LOG = LogManager.getLogger(OnMicronaut.class);
    private static final Work WORK = new Work(LOG::info);

    public static void main(String[] args) throws Exception {
        try (ApplicationContext context = ApplicationContext.run()) {
            WORK.live();
        }
    }

    @Scheduled(initialDelay = "50ms", fixedDelay = "50ms")
    void work() {
        WORK.run();
    }

    @Scheduled(cron = "0 0 3 * * *")
    void nightly() {
        LOG.info("nightly");
    }

    @Scheduled(fixedDelay = "200ms")
    void fail() {
        throw new IllegalStateException("Micronaut's handler logs this");
    }
}
