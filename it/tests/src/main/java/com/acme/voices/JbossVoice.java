package com.acme.voices;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.MDC;
import org.jboss.logmanager.NDC;

/** JBoss LogManager's own API. */
final class JbossVoice implements Voice {
    private final Logger log = Logger.getLogger("com.acme.Jboss");

    @Override
    public void info(String message) {
        log.info(message);
    }

    @Override
    public void error(String message, Throwable thrown) {
        log.log(org.jboss.logmanager.Level.ERROR, message, thrown);
    }

    @Override
    public void put(String key, String value) {
        MDC.put(key, value);
    }

    @Override
    public String get(String key) {
        return MDC.get(key);
    }

    @Override
    public void clear() {
        MDC.clear();
    }

    @Override
    public void rich(String prefix) {
        NDC.push("outer");
        ExtLogRecord marked = new ExtLogRecord(
                Level.INFO, prefix + "with a marker", getClass().getName());
        mark(marked, "LOGIN");
        log.logRaw(marked);
        NDC.pop();
    }

    /** As a method of 3.0 and newer does. */
    private static void mark(ExtLogRecord line, Object marker) {
        try {
            line.setMarker(marker);
        } catch (NoSuchMethodError older) {
            // Lines have no markers there.
        }
    }
}
