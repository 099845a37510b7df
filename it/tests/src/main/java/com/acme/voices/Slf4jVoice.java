package com.acme.voices;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** SLF4J, as 1.7 has it. */
class Slf4jVoice implements Voice {
    final Logger log = LoggerFactory.getLogger("com.acme.Slf4j");

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
        return MDC.get(key);
    }

    @Override
    public void clear() {
        MDC.clear();
    }

    @Override
    public void rich(String prefix) {
        Marker login = MarkerFactory.getDetachedMarker("LOGIN");
        login.add(MarkerFactory.getDetachedMarker("SECURITY"));
        log.warn(login, "{}with a marker", prefix);
        log.debug("{}{} and {}", prefix, "one", "two");
    }
}
