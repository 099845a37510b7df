package com.acme.forms;

import com.acme.Life;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** As Spring Boot has it with virtual threads: each run of a method on a thread of its own. From 6.1 on. */
@Configuration
@EnableScheduling
public class EachItsThread {
    private static final Logger LOG = LogManager.getLogger(EachItsThread.class);

    public static void main(String[] args) throws Exception {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(EachItsThread.class)) {
            Life.untilInputEnds();
        }
    }

    @Bean
    SimpleAsyncTaskScheduler taskScheduler() {
        SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
        scheduler.setVirtualThreads(Runtime.version().feature() >= 21);
        return scheduler;
    }

    @Scheduled(fixedRate = 200)
    public void rate() {
        LOG.info("rate");
    }

    @Scheduled(fixedDelay = 200)
    public void delay() {
        LOG.info("delay");
    }

    @Scheduled(cron = "* * * * * *")
    public void cron() {
        LOG.info("cron");
    }
}
