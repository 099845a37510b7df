package dev.asyncz.bootstrap.line;

import dev.asyncz.api.LogLevel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The levels of java.util.logging, which this package must not refer to, by value and name. */
public final class JulLevels {
    private static final int WARNING = 900;
    private static final int INFO = 800;
    private static final int FINE = 500;
    private static final int FINEST = 300;

    /** Names that say no more than an entry's level does, also of those that JBoss adds. */
    private static final Set<String> PLAIN =
            Set.of("SEVERE", "WARNING", "INFO", "FINE", "FINEST", "ERROR", "WARN", "DEBUG", "TRACE");

    private JulLevels() {}

    /** The nearest level that is no less severe. */
    public static LogLevel level(int value) {
        if (value > WARNING) {
            return LogLevel.ERROR;
        }
        if (value > INFO) {
            return LogLevel.WARN;
        }
        if (value > FINE) {
            return LogLevel.INFO;
        }
        return value > FINEST ? LogLevel.DEBUG : LogLevel.TRACE;
    }

    /** The level's own name; null where it says no more than an entry's level does. */
    public static @Nullable String ownName(@Nullable String name) {
        return name == null || PLAIN.contains(name) ? null : name;
    }
}
