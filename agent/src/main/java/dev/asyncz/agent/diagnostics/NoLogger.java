package dev.asyncz.agent.diagnostics;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * What libraries call in place of {@code java.util.logging.Logger}, with those of its methods that they call. What
 * matters they throw as well.
 */
public final class NoLogger {
    private final String name;

    private NoLogger(String name) {
        this.name = name;
    }

    public static NoLogger getLogger(String name) {
        return new NoLogger(name);
    }

    public String getName() {
        return name;
    }

    public boolean isLoggable(Level level) {
        return false;
    }

    public void warning(String message) {}

    public void log(Level level, String message) {}

    public void log(Level level, Supplier<String> message) {}

    public void log(Level level, String message, @Nullable Object parameter) {}

    public void log(Level level, String message, @Nullable Object @Nullable [] parameters) {}

    public void log(Level level, String message, @Nullable Throwable thrown) {}

    public void log(LogRecord line) {}
}
