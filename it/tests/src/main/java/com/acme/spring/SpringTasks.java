package com.acme.spring;

import com.acme.Life;
import java.time.Instant;
import java.util.Date;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Spring without Boot: annotated methods, and a TaskScheduler that is called. */
@Configuration
@EnableScheduling
@EnableAsync
public class SpringTasks {
    private static final Logger LOG = LogManager.getLogger(SpringTasks.class);

    public static void main(String[] args) throws Exception {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(SpringTasks.class);
        start(context.getBean(TaskScheduler.class));
        Life.untilInputEnds();
    }

    // The Date overloads are the ones that both 5.3 and 6.2 have.
    @SuppressWarnings({"deprecation", "JavaUtilDate"})
    private static void start(TaskScheduler scheduler) {
        scheduler.schedule(() -> LOG.info("programmatic"), Date.from(Instant.now())); // programmatic lambda
        scheduler.scheduleAtFixedRate(new Poll(), 200);
    }

    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(3);
        return scheduler;
    }

    @Bean
    Steps steps() {
        return new Steps();
    }

    @Bean
    Jobs jobs(Steps steps) {
        return new Jobs(steps);
    }

    /** What runs beside its caller: on the scheduler, as there is no other executor. */
    public static class Steps {
        @Async
        public void step() {
            LOG.info("async");
        }
    }

    /** Annotated methods. */
    public static class Jobs {
        private final Steps steps;

        Jobs(Steps steps) {
            this.steps = steps;
        }

        @Scheduled(fixedRate = 200)
        public void cleanup() {
            LOG.info("cleanup");
        }

        @Scheduled(fixedDelay = 200)
        public void fail() {
            LOG.info("about to fail");
            throw new IllegalStateException("the error handler logs this");
        }

        @Scheduled(cron = "* * * * * *")
        public void everySecond() {
            LOG.info("cron");
            steps.step();
        }
    }

    private static final class Poll implements Runnable {
        @Override
        public void run() {
            LOG.info("poll");
        }
    }
}
