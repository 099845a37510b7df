package com.acme.shop.stock;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Asks the warehouse for its stock, and the bank for its rates, on an executor of the JDK. */
@Component
class StockSync implements InitializingBean, DisposableBean {
    private static final Logger LOG = LogManager.getLogger(StockSync.class);

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private int stockRounds;
    private int rateRounds;

    @Override
    public void afterPropertiesSet() {
        executor.scheduleWithFixedDelay(this::syncStock, 500, 3_000, TimeUnit.MILLISECONDS);
        executor.scheduleAtFixedRate(this::refreshRates, 800, 2_000, TimeUnit.MILLISECONDS);
        executor.schedule(() -> LOG.info("Warehouse connection is warm"), 1, TimeUnit.SECONDS);
    }

    private void syncStock() {
        stockRounds++;
        LOG.info("Comparing 1,284 articles with the warehouse");
        try {
            askWarehouse();
            LOG.debug("{} articles differ", stockRounds * 13 % 31);
        } catch (IOException e) {
            LOG.error("Stock of aisle {} is unknown", stockRounds, e);
        }
    }

    private void askWarehouse() throws IOException {
        if (stockRounds % 3 == 0) {
            Exception timeout = new java.net.SocketTimeoutException("Read timed out");
            throw new IOException("GET /stock?aisle=" + stockRounds + " failed", timeout);
        }
    }

    /** Its third answer breaks it, and with it the schedule: nobody would know. */
    private void refreshRates() {
        rateRounds++;
        String answer = rateRounds < 3 ? "1.0" + rateRounds : "n/a";
        LOG.info("EUR/USD {}", Double.parseDouble(answer));
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
