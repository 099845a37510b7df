package dev.asyncz.agent.storage.file.layout;

import dev.asyncz.api.LogEntry;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an entry looks in a file: one or more whole lines. Stateless. */
public interface LineFormat {

    /** The entry's lines, each with its line break. */
    String write(LogEntry entry);

    /** Where in this line the last record begins that begins there; -1 when it only continues one. */
    int start(String line);

    /** Whether this layout has such lines; a damaged one may pass for another program's. */
    boolean isOwn(String line);

    /** Whether a crash may have left this much of a line; the empty text too. */
    boolean mayBeTorn(String text);

    /** The id of a record, without reading all of it; null when it is damaged. */
    @Nullable
    UUID id(String record);

    /**
     * Reads what {@link #write} wrote, the last line break left out. Lines that follow the record are ignored.
     *
     * @throws IOException when the record is damaged
     */
    LogEntry read(String record) throws IOException;
}
