package com.acme.logs;

import com.acme.Life;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs numbered lines at a steady pace: its argument says how many a second. */
public final class Steady {
    private static final Logger LOG = LogManager.getLogger(Steady.class);

    private Steady() {}

    public static void main(String[] args) throws IOException {
        long pause = 1_000_000_000L / Long.parseLong(args[0]);
        Thread thread = new Thread(() -> log(pause), "steady");
        thread.setDaemon(true);
        thread.start();
        Life.untilInputEnds();
    }

    private static void log(long pause) {
        long next = System.nanoTime();
        for (int line = 0; ; line++) {
            LOG.info("line {}", line);
            next += pause;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }
}
