package dev.asyncz.agent.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The newest lines of one set of filters, for all who read it. An entry may become visible after younger ones: so each
 * round asks for some seconds before the newest, and passes on what it has not seen. For one thread.
 */
final class LiveTail {
    private static final int LINES_AN_EVENT = 100;

    /** A storage that is slow is asked less often: it works for its readers a fifth of the time at most. */
    private static final int REST = 4;

    private static final long REST_OF_FAILED_NANOS = 2_000_000_000L;

    private final Lines lines;
    private final Filters filters;
    private final Here here;
    private final LogQuery query;
    private final Set<UUID> seen = new HashSet<>();
    private UUID newest = new UUID(0, 0);
    private long notBefore = System.nanoTime();

    LiveTail(Lines lines, Key key) {
        this.lines = lines;
        this.filters = key.filters;
        this.here = key.here;
        this.query = filters.query().withLimit(Filters.MAX_LIMIT);
    }

    /** Gives everybody what is new to them. */
    void round(List<LiveReader> readers) {
        long start = System.nanoTime();
        if (start - notBefore < 0) {
            return;
        }
        try {
            if (readers.stream().noneMatch(LiveReader::joined)) {
                seen.clear();
                newest = readers.get(0).from();
                readers.get(0).join();
            }
            follow(readers.stream().filter(LiveReader::joined).toList());
            readers.stream().filter(reader -> !reader.joined()).forEach(this::catchUp);
            notBefore = System.nanoTime() + REST * (System.nanoTime() - start);
        } catch (Lines.Unreachable e) {
            notBefore = System.nanoTime() + REST_OF_FAILED_NANOS;
            if (e.stopped()) {
                readers.forEach(reader -> {
                    reader.send("problem", ShownText.safe(e.sentence()));
                    reader.end();
                });
            }
        }
    }

    private void follow(List<LiveReader> readers) {
        List<LogEntry> fresh = new ArrayList<>();
        for (LogEntry entry : lines.find(query.withAfter(Lines.lookingBack(newest)))) {
            if (seen.add(entry.id())) {
                fresh.add(entry);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        for (byte[] event : events(fresh, newest)) {
            readers.forEach(reader -> reader.send(event));
        }
        newest = later(newest, fresh.get(0).id());
        UUID forgotten = Lines.lookingBack(newest);
        seen.removeIf(id -> LogEntry.compareIds(id, forgotten) < 0);
    }

    private void catchUp(LiveReader reader) {
        reader.join();
        List<LogEntry> missed = lines.find(query.withAfter(Lines.lookingBack(reader.from())));
        events(missed, reader.from()).forEach(reader::send);
    }

    /** Older ones first, each with the id that a reader who gets no further has seen last. */
    private List<byte[]> events(List<LogEntry> newestFirst, UUID before) {
        List<byte[]> events = new ArrayList<>();
        UUID id = before;
        for (int to = newestFirst.size(); to > 0; to -= LINES_AN_EVENT) {
            List<LogEntry> some = newestFirst.subList(Math.max(0, to - LINES_AN_EVENT), to);
            id = later(id, some.get(0).id());
            String html = Templates.text("live", here, new Rows(RowView.all(some, filters)));
            events.add(("id: " + id + "\ndata: " + html.strip().replace("\n", "\ndata: ") + "\n\n").getBytes(UTF_8));
        }
        return events;
    }

    private static UUID later(UUID a, UUID b) {
        return LogEntry.compareIds(a, b) < 0 ? b : a;
    }

    /** For the template. */
    record Rows(List<RowView> rows) {}

    /** What two readers have to have in common to get the very same bytes. */
    record Key(Filters filters, Here here) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && filters.canonical().equals(that.filters.canonical())
                    && here.equals(that.here);
        }

        @Override
        public int hashCode() {
            return 31 * filters.canonical().hashCode() + here.hashCode();
        }
    }
}
