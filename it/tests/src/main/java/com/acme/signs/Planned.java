package com.acme.signs;

import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Schedules the same again and again, on purpose or not; "less" ends all but one of each. */
@Configuration
@EnableScheduling
public class Planned {
    private static final ScheduledExecutorService POOL = Executors.newScheduledThreadPool(2);
    private static final List<Runnable> ENDS = new ArrayList<>();

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            List<Runnable> ends = List.of(start(), contextStarts(), timerStarts());
            if (i > 0) {
                ENDS.addAll(ends);
            }
        }
        restarted();
        POOL.scheduleAtFixedRate(new Single(), 0, 1, TimeUnit.SECONDS);
        POOL.schedule(new Again(), 10, TimeUnit.MILLISECONDS);
        POOL.schedule((Callable<?>) new Calls(), 10, TimeUnit.MILLISECONDS);
        Timer timer = new Timer(true);
        timer.schedule(new AgainByTimer(timer), 10);
        POOL.schedule(new Once(), 10, TimeUnit.MILLISECONDS);
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                if (lines.nextLine().equals("less")) {
                    ENDS.forEach(Runnable::run);
                    System.out.println("fewer");
                }
            }
        }
        System.exit(0);
    }

    private static Runnable start() {
        Future<?> future = POOL.scheduleAtFixedRate(new Doubled(), 0, 3, TimeUnit.SECONDS); // starts anew
        return () -> future.cancel(false);
    }

    private static Runnable contextStarts() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Planned.class); // a context
        return context::close;
    }

    private static Runnable timerStarts() {
        Timer timer = new Timer(true);
        timer.schedule(new Ticks(), 0, 500); // a Timer
        return timer::cancel;
    }

    /** As a component that is started again: its old executor and its old Timer are gone. */
    private static void restarted() {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ScheduledExecutorService own = Executors.newScheduledThreadPool(1);
            kept.add(own.scheduleAtFixedRate(new Restarted(), 1, 1, TimeUnit.SECONDS));
            Timer timer = new Timer(true);
            TimerTask task = new RestartedTicks();
            timer.schedule(task, 0, 1_000);
            kept.add(task);
            if (i < 2) {
                own.shutdownNow();
                timer.cancel();
            }
        }
        ENDS.add(kept::clear);
    }

    /** A bean with a schedule of each kind. */
    @Bean
    public Jobs jobs() {
        return new Jobs();
    }

    /** The bean. */
    public static class Jobs {
        @Scheduled(fixedDelay = 500)
        public void delayed() {}

        @Scheduled(cron = "* * * * * *")
        public void cron() {}

        @Scheduled(cron = "0 0 4 * * *")
        @Scheduled(cron = "0 0 5 * * *")
        public void twoOfItsOwn() {}
    }

    private record Doubled() implements Runnable {
        @Override
        public void run() {}
    }

    private record Restarted() implements Runnable {
        @Override
        public void run() {}
    }

    private record Single() implements Runnable {
        @Override
        public void run() {}
    }

    private record Once() implements Runnable {
        @Override
        public void run() {}
    }

    private record Again() implements Runnable {
        @Override
        public void run() {
            POOL.schedule(this, 200, TimeUnit.MILLISECONDS);
        }
    }

    private record Calls() implements Callable<Object> {
        @Override
        public Object call() {
            return POOL.schedule((Callable<?>) this, 200, TimeUnit.MILLISECONDS);
        }
    }

    private static final class Ticks extends TimerTask {
        @Override
        public void run() {}
    }

    private static final class RestartedTicks extends TimerTask {
        @Override
        public void run() {}
    }

    private static final class AgainByTimer extends TimerTask {
        private final Timer timer;

        AgainByTimer(Timer timer) {
            this.timer = timer;
        }

        @Override
        public void run() {
            timer.schedule(new AgainByTimer(timer), 200);
        }
    }
}
