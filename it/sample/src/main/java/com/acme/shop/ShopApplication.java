package com.acme.shop;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The back office of a small web shop: nothing but scheduled work. */
@SpringBootApplication
@EnableScheduling
public class ShopApplication {
    private static final Logger LOG = LogManager.getLogger(ShopApplication.class);

    /** Runs until it is stopped, or for the seconds that {@code -Ddemo.seconds} gives. */
    public static void main(String[] args) throws InterruptedException {
        ConfigurableApplicationContext shop = SpringApplication.run(ShopApplication.class, args);
        Duration opened = Duration.ofSeconds(Long.getLong("demo.seconds", 0));
        if (!opened.isZero()) {
            Thread.sleep(opened.toMillis());
            LOG.info("The shop closes after {} s", opened.toSeconds());
            shop.close();
        }
    }
}
