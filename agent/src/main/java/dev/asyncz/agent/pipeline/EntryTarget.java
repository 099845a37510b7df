package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.api.LogEntry;

/** Where an entry goes once it is made. */
public interface EntryTarget {

    /** Takes an entry, on the thread that logs: neither blocks nor does I/O. */
    void put(LogEntry entry);

    /** Where every entry went. */
    StorageFigures figures();
}
