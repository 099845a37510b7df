package dev.asyncz.agent.storage;

import java.util.Locale;

/** What kind of entries a storage keeps: each has its own file, table or stream, told apart by a name. */
public enum EntryKind {
    /** The lines that the application has logged: {@code asyncz.log}, {@code asyncz_logs}, {@code asyncz:logs}. */
    LOGS(""),
    /** The runs of tasks, one entry each: {@code asyncz.log.runs}, {@code asyncz_runs}, {@code asyncz:runs}. */
    RUNS(".runs");

    private final String suffix;

    EntryKind(String suffix) {
        this.suffix = suffix;
    }

    /** What follows the path that the user has set. */
    public String suffix() {
        return suffix;
    }

    /** The kind's name after {@code asyncz_} or {@code asyncz:}. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
