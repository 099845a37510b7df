package com.acme.beside;

import com.acme.Life;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.LogManager;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Runs of which another agent makes traces, and which log by several frameworks: here, and in a pool. */
@Configuration
@EnableScheduling
public class Traced {
    private static final int ROUNDS = 5;
    private static final CountDownLatch DONE = new CountDownLatch(ROUNDS);

    public static void main(String[] args) throws Exception {
        say("outside");
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Traced.class);
        DONE.await();
        context.close();
        System.out.println("ready");
        Life.untilInputEnds();
    }

    private static void say(String what) {
        LogManager.getLogger("log4j").info("{} by log4j", what);
        LoggerFactory.getLogger("logback").info("{} by logback", what);
        java.util.logging.Logger.getLogger("jul").info(what + " by jul");
    }

    @Bean
    public Work work() {
        return new Work();
    }

    /** The scheduled bean. */
    public static class Work {
        private final ExecutorService pool = Executors.newFixedThreadPool(1);
        private int round;

        @Scheduled(fixedDelay = 20)
        public void traced() throws Exception {
            if (round < ROUNDS) {
                round++;
                say("inside");
                pool.submit(() -> say("handed over")).get();
                DONE.countDown();
            }
        }
    }
}
