package com.acme.voices;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;

/** The API of Log4j 2, whatever is behind it. */
final class Log4j2Voice implements Voice {
    private final Logger log = LogManager.getLogger("com.acme.Log4j2");

    @Override
    public void info(String message) {
        log.info(message);
    }

    @Override
    public void error(String message, Throwable thrown) {
        log.error(message, thrown);
    }

    @Override
    public void put(String key, String value) {
        ThreadContext.put(key, value);
    }

    @Override
    public String get(String key) {
        return ThreadContext.get(key);
    }

    @Override
    public void clear() {
        ThreadContext.clearAll();
    }

    @Override
    public void rich(String prefix) {
        log.warn(MarkerManager.getMarker("AUDIT"), "{}with a marker", prefix);
    }
}
