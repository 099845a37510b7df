package com.acme.shop.orders;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reminds customers of what they left in their carts; now and then the mail server is not there. */
@Component
class AbandonedCarts {
    private static final Logger LOG = LogManager.getLogger(AbandonedCarts.class);

    private int round;

    @Scheduled(fixedDelay = 4_000, initialDelay = 1_000)
    void remind() {
        round++;
        LOG.debug("Looking for carts older than two hours");
        if (round % 4 == 0) {
            throw new IllegalStateException(
                    "Reminders not sent", new java.net.ConnectException("Connection refused: mail.acme.example:587"));
        }
        LOG.info("{} reminders sent", 3 * round % 7);
    }
}
