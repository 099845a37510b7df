package dev.asyncz.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this agent. */
public final class Version {
    private Version() {}

    /** The version as the build wrote it; "unknown" if the jar does not tell. */
    public static String read() {
        try (InputStream file = Version.class.getResourceAsStream("/asyncz-version.txt")) {
            return file == null ? "unknown" : new String(file.readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
