package dev.asyncz.agent;

/**
 * What this JVM tells {@code list} and {@code attach} of its agent: a system property, which other processes of the
 * same user may read. One that has none has no agent.
 */
public final class Notice {
    /** The system property. */
    public static final String PROPERTY = "asyncz.attached";

    /** What it is until there is a dashboard. */
    public static final String STARTING = "starting";

    private Notice() {}

    static void post(String text) {
        System.setProperty(PROPERTY, text);
    }
}
