package dev.asyncz.benchmarks.startup;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A small program that uses what the agent weaves: Log4j once, a scheduled executor once. */
public final class LogsOneLine {
    private static final Logger LOG = LogManager.getLogger(LogsOneLine.class);

    private LogsOneLine() {}

    public static void main(String[] arguments) throws Exception {
        ScheduledExecutorService executor = new ScheduledThreadPoolExecutor(1);
        executor.schedule(() -> LOG.error("ready"), 0, TimeUnit.MILLISECONDS).get();
        executor.shutdown();
        System.in.read(); // Until it is killed: what it has used by now is read from outside.
    }
}
