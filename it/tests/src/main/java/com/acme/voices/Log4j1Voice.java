package com.acme.voices;

import org.apache.log4j.Logger;
import org.apache.log4j.MDC;
import org.apache.log4j.NDC;

/** The API of Log4j 1, whatever is behind it. */
final class Log4j1Voice implements Voice {
    private final Logger log = Logger.getLogger("com.acme.Log4j1");

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
        MDC.put(key, value);
    }

    @Override
    public String get(String key) {
        Object value = MDC.get(key);
        return value == null ? null : value.toString();
    }

    @Override
    public void clear() {
        MDC.clear();
    }

    @Override
    public void rich(String prefix) {
        NDC.push("outer");
        NDC.push("inner");
        log.warn(prefix + "with a stack");
        NDC.remove();
        log.fatal(prefix + "fatal");
    }
}
