package dev.asyncz.agent.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.tasks.ALine;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.RunJournal;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every storage has to pass. A subclass opens its storage, and says what it cannot keep exactly as it was given;
 * everything else is the same for all.
 */
public abstract class StorageContract extends QueryContract {
    private static final int WRITERS = 4;
    private static final int EACH = 500;

    @Test
    void should_give_the_newest_first_by_id() throws Exception {
        List<LogEntry> entries = entries(20);
        try (LogStorage storage = open()) {
            appendEach(storage, entries);

            assertEquals(newestFirst(entries), find(storage, LogQuery.ALL));
        }
    }

    @Test
    void should_order_by_id_what_came_slightly_out_of_order() throws Exception {
        List<LogEntry> entries = entries(300);
        List<LogEntry> jumbled = new ArrayList<>(entries);
        for (int from = 0; from < 300; from += 10) {
            Collections.shuffle(jumbled.subList(from, from + 10), new Random(from));
        }
        try (LogStorage storage = open()) {
            appendEach(storage, jumbled);

            assertEquals(newestFirst(entries), find(storage, LogQuery.ALL.withLimit(300)));
            assertEquals(newestFirst(entries).subList(0, 5), find(storage, LogQuery.ALL.withLimit(5)));
        }
    }

    @Test
    void should_order_by_id_whatever_the_times_say() throws Exception {
        List<LogEntry> entries = new ArrayList<>();
        for (int hours : new int[] {0, 2, -2, 1}) {
            entries.add(new LogEntry(
                    ids.next(),
                    NOON.plusSeconds(3600L * hours),
                    LogLevel.INFO,
                    "h" + hours,
                    "l",
                    null,
                    null,
                    Map.of()));
        }
        try (LogStorage storage = open()) {
            appendEach(storage, entries);

            assertEquals(newestFirst(entries), find(storage, LogQuery.ALL));
        }
    }

    /** An asynchronous logger, or work that nobody asked for its end, may bring an ERROR long after the run. */
    @Test
    void should_show_a_run_once_and_in_its_last_state_that_is_written_twice() throws Exception {
        try (LogStorage storage = open()) {
            RunJournal journal = new RunJournal(() -> "shop-1");
            TaskRegistry tasks = new TaskRegistry(RunKeeper.none(), journal);
            Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
            RunEvents.tell(tasks);
            RunScope.end(RunScope.begin("Timer", "good"));
            Object begun = RunScope.begin("Timer", "good");
            String late = Objects.requireNonNull(RunScope.current()).id();
            RunScope.end(begun);
            write(journal, tasks, storage, 2);
            tasks.line(late, ALine.of(LogLevel.ERROR));
            write(journal, tasks, storage, 1);
            Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
            RunEvents.tell(RunListener.NONE);
            settle(storage);

            RunHistory other =
                    new RunHistory(new TaskRegistry(), new RunJournal(() -> "shop-2"), storage, true, () -> "shop-2");
            assertEquals(
                    List.of("errors", "ok"),
                    other.runs(run -> true, 10).stream()
                            .map(run -> run.outcome().key())
                            .toList());
            assertEquals(2, other.tasks().get(0).facts().runs());
            assertEquals(
                    "errors", Objects.requireNonNull(other.run(late)).outcome().key());
        }
    }

    /** As its writer does, which comes by now and then. */
    private static void write(RunJournal journal, TaskRegistry tasks, LogStorage storage, int records) {
        List<LogEntry> written = new ArrayList<>();
        await("that the runs are written down").until(() -> {
            journal.write(tasks, written::add);
            return written.stream().filter(each -> each.runId() != null).count() >= records;
        });
        storage.appendAll(written);
    }

    @Test
    void should_take_a_batch_as_single_entries() throws Exception {
        List<LogEntry> entries = entries(500);
        try (LogStorage storage = open()) {
            storage.appendAll(entries.subList(0, 1));
            storage.appendAll(List.of());
            storage.appendAll(entries.subList(1, 500));
            settle(storage);

            assertEquals(newestFirst(entries), find(storage, LogQuery.ALL.withLimit(1_000)));
        }
    }

    @Test
    void should_account_for_every_entry() throws Exception {
        try (LogStorage storage = open()) {
            storage.appendAll(entries(300));
            appendEach(storage, entries(10));
            StorageStats stats = storage.stats();

            if (!stats.equals(StorageStats.UNKNOWN)) {
                assertEquals(310, stats.appended());
                assertEquals(stats.appended(), stats.size() + stats.dropped());
                assertEquals(
                        stats.size(),
                        find(storage, LogQuery.ALL.withLimit(1_000)).size());
            }
        }
    }

    @Test
    void should_lose_nothing_and_keep_the_order_with_four_writers_and_a_reader() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        AtomicBoolean writing = new AtomicBoolean(true);
        try (LogStorage storage = open()) {
            Future<Integer> reader = threads.submit(() -> {
                int queries = 0;
                do {
                    assertWhole(find(storage, LogQuery.ALL.withLimit(WRITERS * EACH)));
                    queries++;
                } while (writing.get());
                return queries;
            });
            List<Callable<@Nullable Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String task = "writer-" + i;
                writers.add(() -> {
                    for (int n = 0; n < EACH; n++) {
                        storage.append(new LogEntry(
                                ids.next(), NOON, LogLevel.INFO, String.valueOf(n), "l", task, null, Map.of()));
                    }
                    return null;
                });
            }
            for (Future<@Nullable Void> each : threads.invokeAll(writers)) {
                each.get();
            }
            writing.set(false);
            assertTrue(reader.get() > 0);
            settle(storage);

            List<LogEntry> all = find(storage, LogQuery.ALL.withLimit(2 * WRITERS * EACH));
            assertEquals(WRITERS * EACH, all.size());
            assertWhole(all);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Strictly descending, and of each writer all lines before the last that is there: it wrote them one by one. */
    private static void assertWhole(List<LogEntry> found) {
        assertDescending(found);
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (LogEntry each : found) {
            int number = Integer.parseInt(each.message());
            Integer next = expected.put(String.valueOf(each.taskId()), number - 1);
            assertTrue(next == null || next == number, () -> each.taskId() + " lacks a line near " + number);
        }
        expected.forEach((task, next) -> assertEquals(-1, next, () -> task + " lacks its first lines"));
    }

    private static void assertDescending(List<LogEntry> found) {
        for (int i = 1; i < found.size(); i++) {
            assertTrue(LogEntry.compareIds(found.get(i - 1).id(), found.get(i).id()) > 0, "at " + i);
        }
    }
}
