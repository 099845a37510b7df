package dev.asyncz.agent.storage;

/** What kinds of storage differ in: each says so itself, and nobody goes by its name. */
public enum StorageTrait {
    /** Many JVMs write to one, and each sees what the others have written. */
    SHARED,
    /** It keeps {@link EntryKind#RUNS} as well as {@link EntryKind#LOGS}. */
    KEEPS_RUNS,
    /** A process that logs nothing can show what it has. */
    READ_BY_OTHERS
}
