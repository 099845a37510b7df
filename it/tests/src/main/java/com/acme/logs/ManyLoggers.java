package com.acme.logs;

import com.acme.Life;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;

/** Logs from several threads through additive and other loggers, and again after each way to configure anew. */
public final class ManyLoggers {
    private static final Level NOTICE = Level.forName("NOTICE", 350);
    private static final String[] NAMES = {"", "com.acme", "audit", "audit.payments", "audit.secret", "quiet"};
    private static final int THREADS = 4;
    private static final int LINES = 12;

    private ManyLoggers() {}

    public static void main(String[] args) throws Exception {
        LoggerContext context = LoggerContext.getContext(false);
        URI original = context.getConfiguration().getConfigurationSource().getURI();
        log("as configured");
        context.reconfigure();
        log("reconfigured");
        context.setConfigLocation(URI.create(original.toString().replace(".xml", "-reloaded.xml")));
        log("other XML");
        context.updateLoggers();
        Configurator.setLevel("com.acme", Level.TRACE);
        log("updated");
        context.setConfigLocation(original);
        log("first XML again");
        secondContext(original);
        context.getRootLogger().info("the last line");
        Life.untilInputEnds();
    }

    private static void log(String phase) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> log(phase, LogManager::getLogger), "logging-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void log(String phase, java.util.function.Function<String, Logger> loggers) {
        for (int line = 0; line < LINES; line++) {
            for (String name : NAMES) {
                String text = phase + ", line " + line + " of "
                        + Thread.currentThread().getName();
                loggers.apply(name).trace(text);
                loggers.apply(name).info(text);
                loggers.apply(name).log(NOTICE, text);
                loggers.apply(name).fatal(text);
            }
        }
    }

    /** Beside the first one, with the same loggers and a file of its own. */
    private static void secondContext(URI configuration) {
        System.setProperty("oracle", "second-oracle.log");
        LoggerContext second = new LoggerContext("second", null, configuration);
        second.start();
        log("second context", second::getLogger);
    }
}
