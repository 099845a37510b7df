package dev.asyncz.agent.signs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of signs, the most urgent first. */
public enum Kind {
    DIED("†", Severity.ERROR),
    /** Its JVM ended without a word while a run of it was under way. */
    KILLED("■", Severity.ERROR),
    HUNG("∞", Severity.ERROR),
    /** It holds the threads that others wait for. */
    BLOCKING("⊘", Severity.ERROR),
    FAILING("×", Severity.ERROR),
    /** It has not succeeded for as long as somebody has said. */
    STALE("⌛", Severity.ERROR),
    OVERDUE("…", Severity.WARN),
    /** Overdue, and there has never been a run of it. */
    NEVER_RAN("○", Severity.WARN),
    OVERLAPPING("‖", Severity.WARN),
    OUTLASTING("⇥", Severity.WARN),
    /** It has several live schedules at once. */
    MULTIPLE("⧉", Severity.WARN),
    SLOW("↑", Severity.WARN),
    SILENT("∅", Severity.WARN),
    /** All lines go back less far than the run before. */
    FORGETTING("⌫", Severity.WARN);

    private final String mark;
    private final Severity severity;

    /** Whether something is broken, or may be. */
    public enum Severity {
        ERROR,
        WARN;

        /** As the API and the pages' style sheets name it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Kind(String mark, Severity severity) {
        this.mark = mark;
        this.severity = severity;
    }

    /** A character that stands for it where words are heard, not read. */
    public String mark() {
        return mark;
    }

    public Severity severity() {
        return severity;
    }

    /** As the API and the pages' style sheets name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a key; null for none. */
    public static @Nullable Kind of(String key) {
        for (Kind kind : values()) {
            if (kind.key().equals(key)) {
                return kind;
            }
        }
        return null;
    }

    /** As a reader sees it. */
    public String word() {
        return name().charAt(0) + key().substring(1).replace('_', ' ');
    }
}
