package com.acme.voices;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Commons Logging, or what takes its place. */
final class JclVoice implements Voice {
    private final Log log = LogFactory.getLog("com.acme.Jcl");

    @Override
    public void info(String message) {
        log.info(message);
    }

    @Override
    public void error(String message, Throwable thrown) {
        log.error(message, thrown);
    }
}
