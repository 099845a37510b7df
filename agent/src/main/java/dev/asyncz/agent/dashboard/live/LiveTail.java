package dev.asyncz.agent.dashboard.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.PageContext;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest lines of one set of filters, for all who read it. An entry may become visible after younger ones: so each
 * round asks for some seconds before the newest, and passes on what it has not seen. Some rounds ask for minutes: a node
 * whose clock is behind, or that could not reach the storage, is that late. For one thread.
 */
final class LiveTail {
    private static final int LINES_AN_EVENT = 100;
    private static final int CHARS_AN_EVENT = 128 << 10;
    private static final int BYTES_A_ROUND = 2 << 20;

    /** How late a line may be at most, as long as no more than so many are known. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final int MOST_KNOWN = 4_000;
    private static final int ROUNDS_FOR_LATE = 8;

    /** Each time that the page is drawn anew costs its reader's machine as much as the lines do. */
    private static final int ROUNDS_FOR_SAMPLE = 4;

    /** A storage that is slow is asked less often: it works for its readers a fifth of the time at most. */
    private static final int REST = 4;

    private static final long REST_OF_FAILED_NANOS = 2_000_000_000L;

    private final LogReader lines;
    private final Supplier<Starts> starts;
    private final LogFilters filters;
    private final PageContext context;
    private final LogQuery query;
    private final Set<UUID> seen = new HashSet<>();
    private UUID newest = new UUID(0, 0);
    /** Of what is older nobody knows any more whether it was seen. */
    private UUID oldest = new UUID(0, 0);

    private final LineSampling sampling = new LineSampling();

    /** What came since the last sample of a flood, newest first. */
    private final List<LogEntry> passing = new ArrayList<>();

    private int rounds;
    private long notBefore = System.nanoTime();
    private long askedNanos;

    LiveTail(LogReader lines, Supplier<Starts> starts, Audience audience) {
        this.lines = lines;
        this.starts = starts;
        this.filters = audience.filters;
        this.context = audience.context;
        this.query = filters.query().withLimit(LogFilters.MAX_LIMIT);
    }

    /** Gives everybody what is new to them. */
    void round(List<LiveReader> readers) {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        askedNanos = 0;
        try {
            List<LiveReader> ready = new ArrayList<>();
            for (LiveReader reader : readers) {
                if (!reader.busy()) {
                    ready.add(reader);
                } else if (reader.joined()) {
                    reader.leave(newest, seen);
                }
            }
            if (!ready.isEmpty() && ready.stream().noneMatch(LiveReader::joined)) {
                seen.clear();
                newest = ready.get(0).from();
                oldest = LogReader.lookingBack(newest);
                seen.addAll(ready.get(0).has());
                ready.get(0).join();
            }
            follow(ready.stream().filter(LiveReader::joined).toList());
            ready.stream().filter(reader -> !reader.joined()).forEach(this::catchUp);
            notBefore = System.nanoTime() + REST * askedNanos;
        } catch (StorageUnreachable e) {
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
        if (readers.isEmpty()) {
            return;
        }
        boolean late = ++rounds % ROUNDS_FOR_LATE == 0;
        UUID since = later(oldest, late ? LogReader.lookingBack(newest, LATE) : LogReader.lookingBack(newest));
        List<LogEntry> fresh = fresh(newest, since, seen::contains, readers);
        boolean flooded = sampling.lasts();
        if (sampling.after(fresh.size())) {
            fresh.forEach(entry -> seen.add(entry.id()));
            newest = fresh.isEmpty() ? newest : later(newest, fresh.get(0).id());
            passing.addAll(0, fresh);
            if (rounds % ROUNDS_FOR_SAMPLE == 0) {
                String rate = sampling.rate(fresh.size() >= query.limit());
                readers.forEach(reader -> reader.send("flood", rate));
                send(LineSampling.sample(passing), newest, readers, seen);
                passing.clear();
            }
        } else {
            passing.addAll(0, fresh);
            newest = send(List.copyOf(passing), newest, readers, seen);
            passing.clear();
            if (flooded) {
                readers.forEach(reader -> reader.send("calm", "all that comes is shown again"));
            }
        }
        forget();
    }

    private void forget() {
        oldest = later(oldest, LogReader.lookingBack(newest, LATE));
        if (seen.size() > MOST_KNOWN) {
            oldest = seen.stream()
                    .sorted(LogEntry::compareIds)
                    .skip(MOST_KNOWN / 2)
                    .findFirst()
                    .orElse(oldest);
        }
        seen.removeIf(id -> LogEntry.compareIds(id, oldest) < 0);
    }

    private void catchUp(LiveReader reader) {
        UUID from = reader.from();
        List<LogEntry> missed = fresh(from, LogReader.lookingBack(from), reader::has, List.of(reader));
        Set<UUID> sent = new HashSet<>();
        UUID last = send(missed, from, List.of(reader), sent);
        if (sent.size() == missed.size()) {
            reader.join();
        } else {
            reader.got(last, sent);
        }
    }

    /**
     * What has become visible since, newest first. Where more came after the last one than a page holds, the readers
     * hear that there is a gap below.
     */
    private List<LogEntry> fresh(UUID last, UUID since, Predicate<UUID> known, List<LiveReader> readers) {
        long start = System.nanoTime();
        List<LogEntry> found = lines.find(query.withAfter(since));
        askedNanos += System.nanoTime() - start;
        if (found.size() == query.limit()
                && LogEntry.compareIds(found.get(found.size() - 1).id(), last) > 0) {
            oldest = later(oldest, found.get(found.size() - 1).id());
            (sampling.lasts() ? List.<LiveReader>of() : readers)
                    .forEach(reader -> reader.send("gap", "more lines came than a page holds"));
        }
        return found.stream().filter(entry -> !known.test(entry.id())).toList();
    }

    /**
     * Sends older ones first, each event with the id that a reader who gets no further has seen last. What would be
     * too much for one round is left for the next.
     *
     * @return that id of the last event
     */
    private UUID send(List<LogEntry> newestFirst, UUID before, List<LiveReader> readers, Set<UUID> sent) {
        UUID id = before;
        int bytes = 0;
        for (int to = newestFirst.size(); to > 0 && bytes < BYTES_A_ROUND; ) {
            int from = beginOfEvent(newestFirst, to);
            List<LogEntry> some = newestFirst.subList(from, to);
            List<RowView> rows = RowView.all(some, filters, starts.get(), time(id), null);
            id = later(id, some.get(0).id());
            String html = context.templates().text("logs/live", context, new LiveView(rows));
            byte[] event = ("id: " + id + "\ndata: " + html.strip().replace("\n", "\ndata: ") + "\n\n").getBytes(UTF_8);
            readers.forEach(reader -> reader.send(event));
            some.forEach(entry -> sent.add(entry.id()));
            bytes += event.length;
            to = from;
        }
        return id;
    }

    /** When a line was logged; null for none. */
    private static @Nullable Instant time(UUID id) {
        return id.version() == 7 ? Instant.ofEpochMilli(TimeOrderedIds.millis(id)) : null;
    }

    private static int beginOfEvent(List<LogEntry> newestFirst, int end) {
        int begin = end;
        for (int chars = 0; begin > 0 && end - begin < LINES_AN_EVENT && chars < CHARS_AN_EVENT; begin--) {
            LogEntry entry = newestFirst.get(begin - 1);
            String exception = entry.exception();
            chars += entry.message().length() + (exception == null ? 0 : exception.length());
        }
        return begin;
    }

    private static UUID later(UUID a, UUID b) {
        return LogEntry.compareIds(a, b) < 0 ? b : a;
    }

    /** For the template. */
    record LiveView(List<RowView> rows) {
        boolean packed() {
            return true;
        }
    }

    /** What two readers have to have in common to get the very same bytes. */
    record Audience(LogFilters filters, PageContext context) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Audience that
                    && filters.canonical().equals(that.filters.canonical())
                    && context.equals(that.context);
        }

        @Override
        public int hashCode() {
            return 31 * filters.canonical().hashCode() + context.hashCode();
        }
    }
}
