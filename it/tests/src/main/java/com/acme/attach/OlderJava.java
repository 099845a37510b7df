package com.acme.attach;

/** An agent that stands before the others and lets them take this JVM for an older one. */
public final class OlderJava {
    private OlderJava() {}

    public static void premain(String version) {
        System.setProperty("java.specification.version", version.startsWith("1.8") ? "1.8" : version.split("\\.")[0]);
        System.setProperty("java.version", version);
    }
}
