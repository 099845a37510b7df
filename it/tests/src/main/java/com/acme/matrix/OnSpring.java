package com.acme.matrix;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Spring's annotated methods. */
@EnableScheduling
public class OnSpring {
    private static final Logger LOG = LogManager.getLogger(OnSpring.class);
    private static final Work WORK = new Work(LOG::info);

    public static void main(String[] args) throws Exception {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(OnSpring.class)) {
            WORK.live();
        }
    }

    @Scheduled(initialDelay = 50, fixedDelay = 50)
    public void work() {
        WORK.run();
    }
}
