package com.acme.page;

import java.util.Scanner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;

/**
 * Lines to be looked at in a browser. What is typed is logged at once:
 * {@code WARN text}.
 */
public final class Exhibit {
    private static final Logger LOG = LogManager.getLogger("com.acme.Exhibit");

    private Exhibit() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        pool.schedule(new Import(), 0, TimeUnit.MILLISECONDS).get();
        pool.schedule(new Export(), 0, TimeUnit.MILLISECONDS).get();
        LOG.info("outside any task");
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                pool.schedule(new Typed(lines.nextLine()), 0, TimeUnit.MILLISECONDS)
                        .get();
                System.out.println("logged");
            }
        }
        System.exit(0);
    }

    private record Import() implements Runnable {
        @Override
        public void run() {
            ThreadContext.put("order", "4711");
            LOG.debug("reading the inbox");
            for (int order = 1; order <= 3; order++) {
                LOG.info("order {} imported", order);
            }
            LOG.warn("order 4 has no address");
            ThreadContext.clearMap();
        }
    }

    private record Export() implements Runnable {
        @Override
        public void run() {
            LOG.info(MarkerManager.getMarker("AUDIT"), "12 invoices exported");
            LOG.error(
                    "the ledger is locked", new IllegalStateException("batch 7", new java.io.IOException("timed out")));
        }
    }

    private record Typed(String line) implements Runnable {
        @Override
        public void run() {
            String[] words = line.split(" ", 2);
            LOG.log(Level.valueOf(words[0]), words[1].replace("\\n", "\n").replace("\\0", "\0"));
        }
    }
}
