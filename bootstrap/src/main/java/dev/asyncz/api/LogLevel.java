package dev.asyncz.api;

import java.util.Locale;
import java.util.Optional;

/** The severity of a line, least severe first. What a framework calls otherwise keeps its own name in {@code extra.level}. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** Whether a filter "at least {@code minimum}" lets this level pass. */
    public boolean isAtLeast(LogLevel minimum) {
        return compareTo(minimum) >= 0;
    }

    /**
     * Reads a level's name in any case, with the usual synonyms (WARNING, FATAL, CRITICAL, …).
     *
     * @return empty when the name is none of them
     */
    public static Optional<LogLevel> parse(String name) {
        return switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "TRACE", "ALL", "FINER", "FINEST" -> Optional.of(TRACE);
            case "DEBUG", "FINE" -> Optional.of(DEBUG);
            case "INFO", "CONFIG" -> Optional.of(INFO);
            case "WARN", "WARNING" -> Optional.of(WARN);
            case "ERROR", "FATAL", "CRITICAL", "SEVERE" -> Optional.of(ERROR);
            default -> Optional.empty();
        };
    }
}
