package dev.asyncz.agent.storage.custom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilteredStorageTest {
    private final TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);

    @Test
    void should_filter_order_and_cut_what_a_storage_answers_that_ignores_the_query() {
        FilteredStorage storage = new FilteredStorage(new EverythingOldestFirst());
        for (int i = 0; i < 100; i++) {
            LogLevel level = i % 2 == 0 ? LogLevel.INFO : LogLevel.ERROR;
            storage.append(new LogEntry(ids.next(), Instant.now(), level, "line " + i, "l", null, null, Map.of()));
        }

        List<LogEntry> found =
                storage.query(LogQuery.ALL.withMinimumLevel(LogLevel.WARN).withLimit(2));

        assertEquals(
                List.of("line 99", "line 97"),
                found.stream().map(LogEntry::message).toList());
    }

    private static final class EverythingOldestFirst implements LogStorage {
        private final List<LogEntry> kept = new ArrayList<>();

        @Override
        public void append(LogEntry entry) {
            kept.add(entry);
        }

        @Override
        public Iterable<LogEntry> query(LogQuery query) {
            return kept;
        }
    }
}
