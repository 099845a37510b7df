package com.acme.boot;

import com.acme.Life;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Spring Boot, which configures Logback anew when it starts, and removes every appender that was there. */
@EnableScheduling
public class BootWithLogback {
    private static final Logger LOG = LoggerFactory.getLogger(BootWithLogback.class);
    private static final CountDownLatch RUNS = new CountDownLatch(3);

    public static void main(String[] args) throws Exception {
        LOG.info("before Spring");
        new SpringApplicationBuilder(BootWithLogback.class)
                .web(WebApplicationType.NONE)
                .run(args);
        RUNS.await();
        LOG.info("the last line");
        Life.untilInputEnds();
    }

    @Scheduled(fixedRate = 20)
    public void work() {
        if (RUNS.getCount() > 0) {
            LOG.info("run {}", RUNS.getCount());
            RUNS.countDown();
        }
    }
}
