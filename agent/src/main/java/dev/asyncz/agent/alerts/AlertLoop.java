package dev.asyncz.agent.alerts;

import dev.asyncz.agent.alerts.delivery.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The daemon thread {@code asyncz-alerts}: lets each part look in its rhythm, and delivers every second. It stops as the JVM begins to
 * end: what ends with it is not told.
 */
final class AlertLoop implements Runnable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Part> parts;
    private final Consumer<String> say;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String said = "";

    /** One thing to look for, and its way out. */
    interface Part {
        /** Looks, and puts what is to be told into the outbox. */
        void turn(Instant now);

        Outbox outbox();

        /** How often it looks. */
        Duration rhythm();

        /** After each delivery. */
        default void delivered() {}
    }

    AlertLoop(List<Part> parts, Consumer<String> say) {
        this.parts = List.copyOf(parts);
        this.say = say;
    }

    void start() {
        Thread thread = new Thread(null, this, "asyncz-alerts", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(null, stopped::countDown, "asyncz-alerts-end", 0, false));
    }

    @Override
    public void run() {
        try {
            Instant[] looked = new Instant[parts.size()];
            Arrays.fill(looked, Instant.EPOCH);
            do {
                for (int i = 0; i < looked.length; i++) {
                    Instant now = Instant.now();
                    Part part = parts.get(i);
                    if (Duration.between(looked[i], now).abs().compareTo(part.rhythm()) >= 0) {
                        looked[i] = now;
                        guarded(() -> part.turn(now));
                    }
                    guarded(part.outbox()::deliver);
                    guarded(part::delivered);
                }
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** A storage that does not answer is asked again in a moment. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            String what = "alerts are not looked for just now: " + e.getMessage();
            if (!what.equals(said)) {
                said = what;
                say.accept(what);
            }
        }
    }
}
