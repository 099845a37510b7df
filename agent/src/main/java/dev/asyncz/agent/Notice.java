package dev.asyncz.agent;

/**
 * What this JVM tells {@code list} and {@code attach} of its agent: a system property, which other processes of the
 * same user may read. One that has none has no agent.
 */
final class Notice {
    static final String PROPERTY = "asyncz.attached";
    static final String STARTING = "starting";

    private Notice() {}

    static void post(String text) {
        System.setProperty(PROPERTY, text);
    }
}
