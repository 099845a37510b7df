package com.acme.page;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Works on one thread, says every second how much, and logs on another as many lines a second as its argument says. */
public final class Working {
    private static final Logger LOG = LogManager.getLogger(Working.class);
    private static final AtomicLong DONE = new AtomicLong();

    private Working() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        long pause = 1_000_000_000L / Long.parseLong(args[0]);
        start("logs", () -> log(pause));
        start("works", Working::work);
        System.out.println("ready");
        for (long before = 0, now; ; before = now) {
            Thread.sleep(1_000);
            now = DONE.get();
            System.out.println("done " + (now - before));
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void log(long pause) {
        long next = System.nanoTime();
        for (int line = 0; ; line++) {
            LOG.info("order {} of customer {} is on its way to the warehouse in the north", line, line % 97);
            next += pause;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static void work() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] data = new byte[4_096];
            while (true) {
                data = digest.digest(data);
                DONE.incrementAndGet();
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
