package dev.asyncz.agent.alerts;

import java.util.Locale;

/** A task's name in an address: letters, digits and hyphens, the same from start to start, another one for each task. */
final class Slug {
    /** Healthchecks takes 100 characters at most. */
    private static final int MOST = 80;

    private Slug() {}

    static String of(String task) {
        String plain = task.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
        if (plain.equals(task) && plain.length() <= MOST) {
            return plain;
        }
        String cut = plain.length() <= MOST ? plain : plain.substring(0, MOST);
        // Two names may come to the same: what is lost of them is in the digits.
        return cut.replaceAll("^-+|-+$", "") + String.format("-%08x", hash(task));
    }

    /** FNV-1a: the same on every JVM, which String.hashCode is as well, and spread better. */
    private static int hash(String text) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return hash;
    }
}
