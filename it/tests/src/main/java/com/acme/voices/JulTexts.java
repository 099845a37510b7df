package com.acme.voices;

import java.util.ListResourceBundle;
import java.util.ResourceBundle;

/** What java.util.logging finds a message's text in. */
public final class JulTexts extends ListResourceBundle {
    static final ResourceBundle BUNDLE = ResourceBundle.getBundle(JulTexts.class.getName());

    @Override
    protected Object[][] getContents() {
        return new Object[][] {{"{0}by its key", "{0}translated by a bundle"}};
    }
}
