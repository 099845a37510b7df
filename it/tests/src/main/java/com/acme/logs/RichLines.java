package com.acme.logs;

import com.acme.Life;
import java.io.IOException;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;

/** Lines with more to them than a text. */
public final class RichLines {
    private static final Logger LOG = LogManager.getLogger(RichLines.class);
    private static final Marker SECURITY = MarkerManager.getMarker("SECURITY");
    private static final Marker LOGIN = MarkerManager.getMarker("LOGIN").setParents(SECURITY);

    private RichLines() {}

    public static void main(String[] args) throws IOException {
        Thread.currentThread().setName("rich main");
        LOG.info(new StringMapMessage(Map.of("order", "4711", "total", "12.50")));
        LOG.info(new StringMapMessage(Map.of("message", "a map's own message", "order", "4712")));
        LOG.info(structured());
        ThreadContext.push("outer");
        ThreadContext.push("inner");
        LOG.info("with a stack");
        ThreadContext.clearStack();
        ThreadContext.put("customer", "Ana");
        LOG.info("with a context");
        ThreadContext.clearMap();
        LOG.info(LOGIN, "with a marker");
        LOG.error("with an exception", new IllegalStateException("outer", new IOException("inner cause")));
        LOG.log(Level.forName("NOTICE", 350), "of a level of its own");
        LOG.fatal("fatal");
        LOG.info("lookups ${jndi:ldap://127.0.0.1:1/x} stay as they are: {}", "${env:HOME}");
        LOG.info("two\nlines");
        LOG.info(new Object() {
            @Override
            public String toString() {
                return "an object's text";
            }
        });
        unprintable();
        LOG.info("the last line");
        Life.untilInputEnds();
    }

    private static StructuredDataMessage structured() {
        StructuredDataMessage message = new StructuredDataMessage("transfer@18060", "money moved", "audit");
        message.put("amount", "100");
        return message;
    }

    private static void unprintable() {
        Exception cyclic = new IllegalStateException("cyclic");
        cyclic.initCause(new IllegalArgumentException("back again", cyclic));
        LOG.warn("with a cyclic cause", cyclic);
        LOG.warn("with an exception that throws", new RuntimeException() {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no message");
            }
        });
    }
}
