package com.acme.shop.reports;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Figures for the morning: one report is slow now and then, one feed comes without anything in it. */
@Component
class Reports {
    private static final Logger LOG = LogManager.getLogger(Reports.class);

    private int sums;
    private int feeds;

    @Scheduled(fixedDelay = 1_500, initialDelay = 700)
    void sumUpSales() {
        sums++;
        LOG.info("Summing up {} orders", 1_200 + 37 * sums);
        if (sums % 12 == 0) {
            LOG.warn("Index orders_by_day is not used: reading the whole table");
            pause(1_100);
        }
        pause(60 + sums * 17 % 45);
        LOG.info("Sales of the day: {} EUR", 48_000 + sums * 311);
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 900)
    void readPriceFeed() {
        feeds++;
        pause(15 + feeds * 7 % 20);
        if (feeds % 11 != 0) {
            LOG.debug("Price feed {} opened", feeds);
            LOG.info("{} prices changed", feeds * 29 % 53);
            LOG.info("Price feed closed");
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
