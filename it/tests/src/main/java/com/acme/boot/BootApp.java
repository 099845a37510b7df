package com.acme.boot;

import com.acme.matrix.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** The smallest Spring Boot application with a scheduled method, which logs through what Boot brings: Logback. */
@Configuration
@EnableScheduling
public class BootApp {
    private static final Logger LOG = LoggerFactory.getLogger(BootApp.class);
    private static final Work WORK = new Work(LOG::info);

    public static void main(String[] args) throws Exception {
        SpringApplication.run(BootApp.class, args);
        WORK.live();
    }

    @Scheduled(initialDelay = 100, fixedDelay = 50)
    public void work() {
        WORK.run();
    }
}
