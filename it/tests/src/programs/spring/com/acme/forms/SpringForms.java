package com.acme.forms;

import com.acme.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock.InterceptMode;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.PeriodicTrigger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Every form of Spring's scheduling, from 6.2 on; each line tells its form. */
@Configuration
@EnableScheduling
@EnableAsync
@EnableSchedulerLock(defaultLockAtMostFor = "PT1M")
public class SpringForms {
    private static final Logger LOG = LogManager.getLogger(SpringForms.class);

    public static void main(String[] args) throws Exception {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(SpringForms.class);
        ThreadPoolTaskScheduler pool = context.getBean(ThreadPoolTaskScheduler.class);
        pool.schedule(() -> LOG.info("programmatic"), Instant.now()); // programmatic
        PeriodicTrigger trigger = new PeriodicTrigger(Duration.ofMillis(200));
        pool.schedule(() -> LOG.info("triggered"), trigger); // triggered
        pool.submit(() -> LOG.info("outside: submitted to a scheduler")).get();
        SimpleAsyncTaskScheduler threads = context.getBean("threads", SimpleAsyncTaskScheduler.class);
        threads.scheduleAtFixedRate(new OnThreads(), Duration.ofMillis(200));
        threads.scheduleWithFixedDelay(() -> LOG.info("threads: fixed delay"), Duration.ofMillis(200)); // delay
        threads.schedule(() -> LOG.info("threads: triggered"), trigger); // threads triggered
        threads.execute(() -> LOG.info("outside: executed by a scheduler"));
        CompletableFuture.runAsync(() -> LOG.info("outside: main's own")).get();
        new AnnotationConfigApplicationContext(LockingScheduler.class);
        Life.untilInputEnds();
    }

    /** ShedLock around the scheduler rather than around the methods. */
    @Configuration
    @EnableScheduling
    @SuppressWarnings("removal")
    @EnableSchedulerLock(interceptMode = InterceptMode.PROXY_SCHEDULER, defaultLockAtMostFor = "PT1M")
    public static class LockingScheduler {
        @Bean
        LockProvider locks() {
            return freeUnlessElsewhere();
        }

        @Bean
        ThreadPoolTaskScheduler taskScheduler() {
            return new ThreadPoolTaskScheduler();
        }

        @Scheduled(fixedDelay = 200)
        @SchedulerLock(name = "here")
        public void guarded() {
            LOG.info("guarded by the scheduler");
        }

        @Scheduled(fixedDelay = 200)
        @SchedulerLock(name = "elsewhere")
        public void skipped() {
            LOG.info("this never runs");
        }
    }

    private static final class OnThreads implements Runnable {
        @Override
        public void run() {
            LOG.info("threads: fixed rate");
        }
    }

    @Bean
    @Primary
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(3);
        return scheduler;
    }

    /** On virtual threads where there are any. */
    @Bean
    SimpleAsyncTaskScheduler threads() {
        SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
        scheduler.setVirtualThreads(Runtime.version().feature() >= 21);
        return scheduler;
    }

    @Bean
    LockProvider locks() {
        return freeUnlessElsewhere();
    }

    /** Another node holds the lock "elsewhere". */
    private static LockProvider freeUnlessElsewhere() {
        return lock -> lock.getName().equals("elsewhere") ? Optional.empty() : Optional.of((SimpleLock) () -> {});
    }

    @Bean
    Steps steps() {
        return new Steps();
    }

    @Bean
    Jobs jobs(Steps steps) {
        return new Jobs(steps);
    }

    /** What runs beside its caller. */
    public static class Steps {
        @Async
        public CompletableFuture<Void> step(String line) {
            LOG.info("{}: async", line);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Annotated methods. */
    public static class Jobs {
        private final Steps steps;
        private final AtomicInteger runs = new AtomicInteger();

        Jobs(Steps steps) {
            this.steps = steps;
        }

        @Scheduled(fixedRate = 200)
        public void rate() throws Exception {
            String run = "rate " + runs.incrementAndGet();
            LOG.info("{}: begins", run);
            steps.step(run).get();
        }

        @Scheduled(fixedDelay = 200)
        public void fail() {
            LOG.info("about to fail");
            throw new IllegalStateException("the error handler logs this");
        }

        @Scheduled(cron = "* * * * * *")
        public void everySecond() {
            LOG.info("cron");
        }

        @Scheduled(initialDelay = 50)
        public void oneTime() {
            LOG.info("one-time");
        }

        @Scheduled(cron = "0 0 3 29 2 *")
        public void leapDay() {
            LOG.info("leap day");
        }

        @Scheduled(scheduler = "threads", fixedRate = 200)
        public void virtual() {
            LOG.info("annotated for threads");
        }

        @Scheduled(fixedDelay = 200)
        public Mono<String> mono() {
            return Mono.fromCallable(() -> {
                        LOG.info("mono: subscribed");
                        return "value";
                    })
                    .subscribeOn(Schedulers.boundedElastic())
                    .delayElement(Duration.ofMillis(5))
                    .publishOn(Schedulers.parallel())
                    .doOnNext(value -> LOG.info("mono: value"));
        }

        @Scheduled(fixedRate = 200)
        public Flux<Integer> flux() {
            return Flux.range(1, 2).publishOn(Schedulers.parallel()).doOnNext(value -> LOG.info("flux: {}", value));
        }

        /** Spring does not wait for it. */
        @Scheduled(fixedRate = 200)
        public Mono<Long> fails() {
            return Mono.delay(Duration.ofMillis(20)).doOnNext(value -> {
                LOG.info("late failure");
                throw new IllegalStateException("the publisher ends with this");
            });
        }

        @Scheduled(fixedDelay = 200)
        @SchedulerLock(name = "here")
        public void guarded() {
            LOG.info("guarded");
        }

        @Scheduled(fixedDelay = 200)
        @SchedulerLock(name = "elsewhere")
        public void skipped() {
            LOG.info("this never runs");
        }
    }
}
