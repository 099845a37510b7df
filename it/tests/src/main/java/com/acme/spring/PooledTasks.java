package com.acme.spring;

import com.acme.Life;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** A task that has its work done by pools, of which another agent may want to follow each piece as well. */
@Configuration
@EnableScheduling
public class PooledTasks {
    private static final Logger LOG = LogManager.getLogger(PooledTasks.class);
    private static final int ROUNDS = 40;
    private static final CountDownLatch DONE = new CountDownLatch(ROUNDS);
    private static final Runnable SHARED = () -> LOG.info("shared");

    public static void main(String[] args) throws Exception {
        System.out.println("running");
        if (args.length > 0) {
            System.in.read();
        }
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(PooledTasks.class);
        DONE.await();
        context.close();
        LOG.info("outside");
        Life.untilInputEnds();
    }

    @Bean
    public Work work() {
        return new Work();
    }

    /** The scheduled bean. */
    public static class Work {
        private final ExecutorService linked = Executors.newFixedThreadPool(2);
        private final ExecutorService cached = Executors.newCachedThreadPool();
        private final ThreadPoolExecutor first =
                new ThreadPoolExecutor(0, 50, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(1));
        private int round;

        @Scheduled(fixedDelay = 5)
        public void hand() throws Exception {
            if (round == ROUNDS) {
                return;
            }
            round++;
            CountDownLatch all = new CountDownLatch(3);
            for (ExecutorService each : new ExecutorService[] {linked, cached, first}) {
                int number = round;
                each.execute(() -> {
                    LOG.info("executed {}", number);
                    all.countDown();
                });
            }
            all.await();
            linked.execute(SHARED);
            linked.submit(() -> LOG.info("submitted")).get();
            DONE.countDown();
        }
    }
}
