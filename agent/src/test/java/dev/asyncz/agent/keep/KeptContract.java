package dev.asyncz.agent.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.kept.KeptRun;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every storage has to pass together with the place where it keeps runs that matter. The newest lines begin in the
 * middle of all that is logged, as if the storage had lost those before: these are there only in so far as they are of
 * runs that are kept.
 */
public abstract class KeptContract {
    private static final int RUNS = 12;
    private static final int LINES = 40;

    private final KeepBounds bounds = new KeepBounds(5, 2, 2_000, 8 << 20, new NamePatterns(""));
    private final AtomicLong clock = new AtomicLong(System.currentTimeMillis());
    private final List<LogEntry> all = new ArrayList<>();

    /** What a query has to find at most. */
    private final Set<UUID> there = new HashSet<>();

    private LogStorage newest;
    private @Nullable KeptPlace place;
    private RunKeeper keeper;
    private KeptStorage storage;
    private @Nullable PlaceWriter writer;

    /** An empty storage. */
    protected abstract LogStorage open() throws Exception;

    /** Its second place, empty; null where runs stay on the heap. */
    protected abstract @Nullable KeptPlace keptBeside(LogStorage opened) throws Exception;

    @BeforeEach
    void openBoth() throws Exception {
        newest = open();
        place = keptBeside(newest);
        if (place != null) {
            place.remove(place.runs().stream().map(KeptRun::run).toList());
        }
        begin();
    }

    private void begin() {
        keeper = new RunKeeper(bounds);
        storage = new KeptStorage(newest, keeper, place);
        writer = storage.writer(new PlaceWriter.Settings(
                bounds,
                () -> "",
                true,
                line -> {
                    throw new AssertionError(line);
                },
                clock::get));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void should_find_by_every_filter_what_is_kept_and_what_is_new_as_one_log() throws Exception {
        logAll();
        List<LogEntry> entries = visible();
        assertTrue(entries.size() >= 3 * LINES + all.size() / 2, entries.size() + " of " + all.size());

        for (LogQuery query : queries(entries)) {
            List<UUID> expected = entries.stream()
                    .filter(query::matches)
                    .limit(query.limit())
                    .map(LogEntry::id)
                    .toList();
            assertEquals(expected, ids(storage.query(query)), query.toString());
        }
    }

    @Test
    void should_page_across_the_seam_without_a_gap_or_a_double() throws Exception {
        logAll();
        for (int limit : new int[] {1, 7, 64, 1_000}) {
            List<UUID> paged = new ArrayList<>();
            UUID before = null;
            List<UUID> page;
            do {
                page = ids(storage.query(LogQuery.ALL.withLimit(limit).withBefore(before)));
                paged.addAll(page);
                before = page.isEmpty() ? null : page.get(page.size() - 1);
            } while (before != null);
            assertEquals(visible().stream().map(LogEntry::id).toList(), paged);
        }
    }

    @Test
    void should_count_each_line_once() throws Exception {
        logAll();
        Instant from = all.get(0).ts().minusSeconds(1);
        Instant to = all.get(all.size() - 1).ts().plusSeconds(1);

        LogHistogram histogram = storage.histogram(LogQuery.ALL, from, to, 10);

        assertEquals(visible().size(), histogram.matches());
    }

    @Test
    void should_find_no_line_that_was_let_go_by_both() throws Exception {
        logAll();
        if (place != null) {
            place.remove(place.runs().stream().map(KeptRun::run).toList());
        }
        keeper.held().forEach(RunLines::release);

        List<UUID> found = ids(new KeptStorage(newest, keeper, place).query(LogQuery.ALL.withLimit(1_000)));

        assertEquals(all.subList(all.size() / 2, all.size()).size(), found.size());
    }

    @Test
    void should_keep_what_a_run_had_logged_whose_process_was_killed() throws Exception {
        if (place == null) {
            return;
        }
        ARun run = new ARun("nightly");
        RunLines lines = Objects.requireNonNull(keeper.begin(run, null));
        log(lines, run, 10);
        tick(2_000);
        assertEquals(State.OPEN, place.runs().get(0).state());
        log(lines, run, 5);

        begin();
        tick(500);

        assertEquals(15, storage.query(LogQuery.ALL.withRun(run.id())).size());
        KeptRun kept = place.runs().get(0);
        assertEquals(State.WRONG, kept.state());
        assertEquals(15, kept.contents().lines());
    }

    @Test
    void should_forget_a_run_under_way_that_ends_well_once_it_is_one_of_too_many() throws Exception {
        if (place == null) {
            return;
        }
        ARun run = new ARun("nightly");
        RunLines lines = Objects.requireNonNull(keeper.begin(run, null));
        log(lines, run, 10);
        tick(2_000);
        keeper.ended(lines, false);
        keeper.rank();
        run("nightly", 1, false);
        run("nightly", 1, false);
        run("nightly", 1, false);
        tick(600_000);

        assertEquals(2, place.runs().size());
    }

    @Test
    void should_let_the_oldest_leave_where_a_task_has_too_many() throws Exception {
        for (int i = 0; i < 20; i++) {
            run("nightly", 1, true);
            tick(600_000);
        }
        run("weekly", 1, true);
        tick(600_000);

        int kept = place == null ? keeper.held().size() : place.runs().size();
        assertEquals(6, kept);
    }

    private void tick(long millis) {
        clock.addAndGet(millis);
        if (writer != null) {
            writer.write();
        }
    }

    /** Runs of two tasks, good and bad, among chatter; the second half of it is new, and the last run goes on. */
    private void logAll() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            ARun run = new ARun(i % 3 == 0 ? "hourly" : "nightly");
            RunLines lines = Objects.requireNonNull(keeper.begin(run, null));
            for (int line = 0; line < LINES; line++) {
                LogLevel level = LogLevel.values()[line % 5];
                LogEntry entry = line % 7 == 0 ? run.failure("failed " + line) : run.line(level, "line " + line);
                lines.add(entry);
                all.add(entry);
                LogEntry chatter = ARun.chatter("chatter " + line);
                all.add(chatter);
            }
            if (i < RUNS - 1) {
                keeper.ended(lines, i % 4 == 1);
                keeper.rank();
            }
        }
        List<LogEntry> second = all.subList(all.size() / 2, all.size());
        newest.appendAll(second);
        second.forEach(entry -> there.add(entry.id()));
        keeper.held().forEach(run -> run.held().entries().forEach(entry -> there.add(entry.id())));
        tick(600_000);
        tick(600_000);
    }

    private void run(String task, int lines, boolean wrong) {
        ARun run = new ARun(task);
        RunLines log = Objects.requireNonNull(keeper.begin(run, null));
        log(log, run, lines);
        keeper.ended(log, wrong);
        keeper.rank();
    }

    private void log(RunLines lines, ARun run, int count) {
        for (int i = 0; i < count; i++) {
            LogEntry entry = run.line(LogLevel.INFO, "line " + i);
            lines.add(entry);
            newest.append(entry);
        }
    }

    private List<LogEntry> visible() {
        List<LogEntry> visible = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (there.contains(all.get(i).id())) {
                visible.add(all.get(i));
            }
        }
        return visible;
    }

    private List<LogQuery> queries(List<LogEntry> entries) {
        LogQuery wide = LogQuery.ALL.withLimit(1_000);
        LogEntry kept = entries.get(entries.size() - 50);
        LogEntry fresh = entries.get(50);
        LogEntry seam = entries.stream()
                .filter(entry ->
                        LogEntry.compareIds(entry.id(), all.get(all.size() / 2).id()) < 0)
                .findFirst()
                .orElseThrow();
        List<LogQuery> queries = new ArrayList<>(List.of(
                wide,
                LogQuery.ALL.withLimit(3),
                wide.withTask("nightly"),
                wide.withTask("hourly").withLimit(45),
                wide.withTask("nobody"),
                wide.withLevels(Set.of(LogLevel.ERROR)),
                wide.withMinimumLevel(LogLevel.WARN).withTask("nightly"),
                wide.withText("LINE 3"),
                wide.withText("ioexception"),
                wide.withText("nothing has this"),
                wide.withCondition(LogCondition.equal("thread", "main")),
                wide.withCondition(new LogCondition("message", LogCondition.Match.REGEX, "line [12]$", false)),
                wide.withRange(seam.ts(), null),
                wide.withRange(null, seam.ts()),
                wide.withRange(kept.ts(), fresh.ts())));
        for (LogEntry each : List.of(kept, fresh, seam)) {
            queries.add(wide.withBefore(each.id()));
            queries.add(wide.withAfter(each.id()));
            queries.add(wide.withBefore(each.id()).withLimit(5));
            queries.add(wide.withRun(each.runId()));
        }
        queries.add(wide.withAfter(kept.id()).withBefore(fresh.id()));
        return queries;
    }

    private static List<UUID> ids(Iterable<LogEntry> entries) {
        List<UUID> ids = new ArrayList<>();
        entries.forEach(entry -> ids.add(entry.id()));
        return ids;
    }
}
