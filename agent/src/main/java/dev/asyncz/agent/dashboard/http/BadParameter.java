package dev.asyncz.agent.dashboard.http;

/** A parameter that cannot be read; the message is the sentence that the asker gets. */
public final class BadParameter extends RequestFailure {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    /** With a whole sentence about it. */
    public BadParameter(String sentence) {
        super(sentence);
    }

    /** @param allowed what could have stood there instead of {@code value} */
    public BadParameter(String name, String value, String allowed) {
        this(name + " '" + shortened(value) + "' cannot be used: " + allowed);
    }

    /** The beginning of what somebody sent, for a sentence about it. */
    public static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }

    @Override
    public int status() {
        return 400;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
