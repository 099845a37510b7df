package com.acme.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import org.apache.logging.log4j.LogManager;
import org.slf4j.LoggerFactory;

/**
 * Logs an object that counts how often it is asked for its toString, through the framework that its argument says, and
 * prints the counts when all appenders are done: a line {@code asked NAME COUNT} for each way of logging.
 */
public final class Asked {
    private static final int LINES = 5;

    private Asked() {}

    public static void main(String[] args) {
        switch (args[0]) {
            case "log4j2" -> Log4j2.run();
            case "logback" -> Logback.run();
            default -> Jul.run();
        }
    }

    /** What is logged. */
    private static final class Argument {
        private final String name;
        private final AtomicInteger asked = new AtomicInteger();

        Argument(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name + asked.incrementAndGet();
        }

        void print() {
            System.out.println("asked " + name + " " + asked);
        }
    }

    private static final class Log4j2 {
        static void run() {
            List<Argument> all = new ArrayList<>();
            for (String name : List.of("none", "one", "two", "asyncAppender", "asyncLogger", "mixed")) {
                var log = LogManager.getLogger(name);
                Argument parameter = new Argument(name);
                Argument object = new Argument(name + ".object");
                Argument traced = new Argument(name + ".flow");
                all.addAll(List.of(parameter, object, traced));
                for (int i = 0; i < LINES; i++) {
                    log.info("a parameter {} of {}", parameter, i);
                    log.info(object);
                    log.traceEntry("a parameter {}", traced);
                }
            }
            LogManager.shutdown();
            all.forEach(Argument::print);
        }
    }

    private static final class Logback {
        static void run() {
            Argument parameter = new Argument("one");
            for (int i = 0; i < LINES; i++) {
                LoggerFactory.getLogger("one").info("a parameter {} of {}", parameter, i);
            }
            parameter.print();
        }
    }

    private static final class Jul {
        static void run() {
            var log = java.util.logging.Logger.getLogger("com.acme.Asked");
            log.setUseParentHandlers(false);
            for (String name : List.of("none", "one", "two")) {
                Argument parameter = new Argument(name);
                for (int i = 0; i < LINES; i++) {
                    log.log(Level.INFO, "a parameter {0} of {1}", new Object[] {parameter, i});
                }
                parameter.print();
                log.addHandler(new ConsoleHandler());
            }
        }
    }
}
