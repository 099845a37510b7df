package com.acme.voices;

import java.util.logging.Level;
import java.util.logging.Logger;

/** java.util.logging. */
class JulVoice implements Voice {
    final Logger log = Logger.getLogger("com.acme.Jul");

    JulVoice() {
        System.out.println("managed by "
                + java.util.logging.LogManager.getLogManager().getClass().getName());
    }

    @Override
    public void info(String message) {
        log.info(message);
    }

    @Override
    public void error(String message, Throwable thrown) {
        log.log(Level.SEVERE, message, thrown);
    }

    @Override
    public void rich(String prefix) {
        log.log(Level.WARNING, "{0}with {1} parameters", new Object[] {prefix, 2});
        log.log(Level.CONFIG, prefix + "of level config");
        log.log(Level.FINE, prefix + "fine");
        log.log(Level.FINEST, () -> prefix + "never logged");
    }
}
