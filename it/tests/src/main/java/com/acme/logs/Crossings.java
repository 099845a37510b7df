package com.acme.logs;

import com.acme.Life;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Lines that come up within lines, and lines that one framework hands on to another in ways of its own. */
public final class Crossings {
    private static final org.slf4j.Logger SLF4J = LoggerFactory.getLogger("com.acme.Slf4j");

    private Crossings() {}

    public static void main(String[] args) throws Exception {
        SLF4J.info("an object: {}", new Talkative());
        filtered();
        handlers("com.acme.own", new Forwarding());
        handlers("com.acme.troubled", new Troubled());
        // The configuration lets warnings of this one pass, and nothing less.
        handlers("com.acme.quiet.bridge", new SLF4JBridgeHandler());
        handlers("com.acme.quiet.both", new SLF4JBridgeHandler(), new ConsoleHandler());
        SLF4J.info("the last line");
        Life.untilInputEnds();
    }

    /** Its text cannot be had without a word. */
    private static final class Talkative {
        @Override
        public String toString() {
            SLF4J.info("said while it was printed");
            return "talkative";
        }
    }

    /** A filter may count, or let a line pass only once: it must be asked no more often than without the agent. */
    private static void filtered() {
        AtomicInteger asked = new AtomicInteger();
        Logger log = Logger.getLogger("com.acme.filtered");
        log.setUseParentHandlers(false);
        log.setFilter(record -> asked.incrementAndGet() == 1);
        log.info("passes the filter");
        log.info("does not pass the filter");
        log.fine("is not asked about");
        System.out.println("filter asked " + asked + " times");
    }

    private static void handlers(String name, Handler... handlers) {
        Logger log = Logger.getLogger(name);
        log.setUseParentHandlers(false);
        for (Handler each : handlers) {
            log.addHandler(each);
        }
        log.log(Level.INFO, "info of {0}", name);
        log.log(Level.WARNING, "warning of {0}", name);
    }

    /** Hands records on to SLF4J, as many applications do in a class of their own. */
    private static class Forwarding extends Handler {
        @Override
        public void publish(LogRecord event) {
            LoggerFactory.getLogger(event.getLoggerName())
                    .info(event.getMessage().replace("{0}", String.valueOf(event.getParameters()[0])));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Has something to say of its own. */
    private static final class Troubled extends Forwarding {
        @Override
        public void publish(LogRecord event) {
            SLF4J.error("could not write a line");
        }
    }
}
