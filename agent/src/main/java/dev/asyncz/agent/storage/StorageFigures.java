package dev.asyncz.agent.storage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where every captured line went: {@code produced = stored + queued + sum of dropped}, always.
 *
 * @param storage the storage's name
 * @param produced lines captured since the start
 * @param stored lines that a query can find
 * @param queued lines waiting to be written
 * @param dropped lines lost since the start, by reason; a reason that never happened may be absent
 * @param trouble why nothing can be written now, since when, and what happens to the lines; null when all is well
 * @param troubled since when; null when all is well, and where that is not known
 */
public record StorageFigures(
        String storage,
        long produced,
        long stored,
        long queued,
        Map<String, Long> dropped,
        @Nullable String trouble,
        @Nullable Instant troubled) {

    /** What a storage drops that holds so many lines: as meant, and no loss. */
    private static final String MEANT = "overwritten";

    /** Of a storage that does not tell since when it is in trouble. */
    public StorageFigures(
            String storage,
            long produced,
            long stored,
            long queued,
            Map<String, Long> dropped,
            @Nullable String trouble) {
        this(storage, produced, stored, queued, dropped, trouble, null);
    }

    /** Lines that were lost, against what was meant. */
    public long lost() {
        return droppedTotal() - dropped.getOrDefault(MEANT, 0L);
    }

    /** Lines lost since the start, for whatever reason. */
    public long droppedTotal() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
