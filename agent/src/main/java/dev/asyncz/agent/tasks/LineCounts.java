package dev.asyncz.agent.tasks;

import dev.asyncz.api.LogLevel;

/** How many lines of each level a run has written. */
public record LineCounts(int trace, int debug, int info, int warn, int error) {
    /** Of a run that has written nothing, or of which nothing is known. */
    public static final LineCounts NONE = new LineCounts(0, 0, 0, 0, 0);

    public int of(LogLevel level) {
        return switch (level) {
            case TRACE -> trace;
            case DEBUG -> debug;
            case INFO -> info;
            case WARN -> warn;
            case ERROR -> error;
        };
    }

    public int total() {
        return trace + debug + info + warn + error;
    }
}
