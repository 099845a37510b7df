package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.LogEntry;

/** Takes what a walk through the ring finds, from the newest place to the oldest. */
interface Hits {
    /** Whether the walk goes on to this position. */
    boolean wants(long at);

    /** An entry that matches. */
    void add(long at, LogEntry entry);

    /** One of a sealed segment, which need not be made. */
    void add(long at, SealedSegment segment, int place);
}
