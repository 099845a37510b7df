package dev.asyncz.agent.dashboard;

/** A parameter that cannot be read; the message is the sentence that the asker gets. */
final class BadParameter extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    BadParameter(String sentence) {
        super(sentence, null, false, false);
    }

    BadParameter(String name, String value, String allowed) {
        this(name + " '" + shortened(value) + "' cannot be used: " + allowed);
    }

    static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }

    /** The sentence; never null. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
