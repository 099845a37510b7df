package com.acme.shop.orders;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Fetches new orders, and has each checked for fraud on another thread before it is accepted. */
@Component
class OrderImport implements DisposableBean {
    private static final Logger LOG = LogManager.getLogger(OrderImport.class);
    private static final int CREDIT_LIMIT = 400;

    private final RandomGenerator random = new SplittableRandom(7);
    private final ExecutorService fraudChecks = Executors.newFixedThreadPool(2);
    private int lastNumber = 48_210;

    @Scheduled(fixedRate = 2_500)
    void importOrders() {
        int arrived = random.nextInt(5);
        LOG.info("{} new orders in the inbox", arrived);
        CompletableFuture<?>[] accepted =
                Stream.generate(this::next).limit(arrived).map(this::accept).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(accepted).join();
    }

    private Order next() {
        return Order.arrived(++lastNumber, random);
    }

    private CompletableFuture<Void> accept(Order order) {
        try (var context = CloseableThreadContext.put("order", String.valueOf(order.number()))) {
            if (order.country().isEmpty()) {
                LOG.warn(
                        "Order {} of {} has no country: it waits for the service desk",
                        order.number(),
                        order.customer());
            }
            LOG.debug("Order {}: {} EUR, {}", order.number(), order.total(), order.customer());
        }
        return CompletableFuture.supplyAsync(() -> checkFraud(order), fraudChecks)
                .thenAccept(ok -> LOG.info("Order {} {}", order.number(), ok ? "accepted" : "put on hold"));
    }

    private boolean checkFraud(Order order) {
        pause(20);
        boolean ok = order.total().intValue() < CREDIT_LIMIT;
        if (!ok) {
            LOG.warn("Order {} is over the credit limit: {} EUR", order.number(), order.total());
        }
        return ok;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        fraudChecks.shutdown();
    }
}
