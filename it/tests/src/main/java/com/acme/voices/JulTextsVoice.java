package com.acme.voices;

import java.util.logging.Level;

/** java.util.logging with translated texts; not every bridge looks them up. */
final class JulTextsVoice extends JulVoice {

    @Override
    public void rich(String prefix) {
        super.rich(prefix);
        log.logrb(Level.INFO, JulTexts.BUNDLE, "{0}by its key", prefix);
    }
}
