package com.acme.voices;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The JDK's own façade, whatever is behind it. */
final class SystemVoice implements Voice {
    private final Logger log = System.getLogger("com.acme.System");

    @Override
    public void info(String message) {
        log.log(Level.INFO, message);
    }

    @Override
    public void error(String message, Throwable thrown) {
        log.log(Level.ERROR, message, thrown);
    }

    @Override
    public void rich(String prefix) {
        log.log(Level.WARNING, "{0}with {1} parameters", prefix, 2);
    }
}
