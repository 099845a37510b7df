package dev.asyncz.agent.tasks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskRegistryTest {
    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final TaskRegistry registry = listening.registry;

    @Test
    void should_show_a_run_under_way_and_then_how_it_ended() {
        Object begun = RunScope.begin("Spring", "a");
        Run run = current();
        TaskFacts during = only();
        assertEquals(1, during.running());
        assertEquals("Spring", during.scheduler());
        assertEquals(RunFacts.Outcome.RUNNING, last(during).outcome());
        assertNull(last(during).duration());
        assertEquals(run.startedMillis(), last(during).started().toEpochMilli());
        RunScope.end(begun);

        TaskFacts after = only();
        assertEquals(new TaskFacts("a", "Spring", null, null, null, false, 1, 0, 0, after.lastRun(), null), after);
        assertEquals(run.id(), last(after).id());
        assertEquals(RunFacts.Outcome.OK, last(after).outcome());
        assertNotNull(last(after).duration());
        assertNull(last(after).failure());
    }

    @Test
    void should_keep_the_run_that_began_last_when_runs_overlap() {
        Object first = RunScope.begin("Timer", "a");
        Object second = RunScope.begin("Timer", "a");
        Run last = current();
        RunScope.end(second);
        RunScope.end(first);

        assertEquals(last.id(), last(only()).id());
        assertEquals(RunFacts.Outcome.OK, last(only()).outcome());
        assertEquals(2, only().runs());
        assertEquals(0, only().running());
    }

    @Test
    void should_give_tasks_by_name() {
        for (String task : List.of("c", "a", "b")) {
            RunScope.end(RunScope.begin("Timer", task));
        }

        assertEquals(
                List.of("a", "b", "c"),
                registry.tasks().stream().map(TaskFacts::id).toList());
    }

    @Test
    void should_keep_a_bounded_number_of_tasks_and_count_the_rest() {
        for (int i = 0; i < TaskRegistry.MAX_TASKS + 5; i++) {
            RunScope.end(RunScope.begin("Timer", "task-" + i));
        }
        RunScope.end(RunScope.begin("Timer", "task-0"));

        assertEquals(TaskRegistry.MAX_TASKS, registry.tasks().size());
        assertEquals(5, registry.untold());
        assertEquals(2, registry.tasks().get(0).runs());
    }

    @Test
    void should_ignore_the_end_of_a_run_it_never_saw_begin() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
        Object begun = RunScope.begin("Timer", "a");
        RunEvents.tell(registry);
        RunScope.end(begun);

        assertEquals(List.of(), registry.tasks());
    }

    @Test
    void should_keep_the_last_runs_of_each_task_the_newest_first() {
        for (int i = 0; i < TaskRegistry.MAX_RUNS + 5; i++) {
            RunScope.end(RunScope.begin("Timer", "a"));
        }
        List<RunFacts> runs = registry.runs("a");

        assertEquals(TaskRegistry.MAX_RUNS, runs.size());
        assertEquals(last(only()), runs.get(0));
        assertEquals(TaskRegistry.MAX_RUNS + 5, only().runs());
        assertEquals(List.of(), registry.runs("never seen"));
    }

    @Test
    void should_keep_the_last_run_that_was_ok_however_many_fail_after_it() {
        RunScope.end(RunScope.begin("Timer", "a"));
        RunFacts ok = last(only());
        for (int i = 0; i < TaskRegistry.MAX_RUNS + 5; i++) {
            fail(new IllegalStateException());
        }
        List<RunFacts> runs = registry.runs("a");

        assertEquals(TaskRegistry.MAX_RUNS + 1, runs.size());
        assertEquals(ok, runs.get(TaskRegistry.MAX_RUNS));
    }

    @Test
    void should_count_the_lines_of_a_run_by_level_whichever_thread_brings_them() throws Exception {
        Object begun = RunScope.begin("Timer", "a");
        String id = current().id();
        registry.line(id, ALine.of(LogLevel.INFO));
        registry.line(id, ALine.of(LogLevel.WARN));
        Thread asynchronous = new Thread(() -> registry.line(id, ALine.of(LogLevel.INFO)));
        asynchronous.start();
        asynchronous.join();
        RunScope.end(begun);
        assertEquals(RunFacts.Outcome.OK, last(only()).outcome());
        registry.line(id, ALine.of(LogLevel.ERROR));
        registry.line("of nobody", ALine.of(LogLevel.ERROR));

        assertEquals(new LineCounts(0, 0, 2, 1, 1), last(only()).lines());
        assertEquals(RunFacts.Outcome.ERRORS, last(only()).outcome());
        assertEquals(last(only()), registry.run(id));
    }

    @Test
    void should_show_a_run_once_that_logs_an_error_after_it_ended_well() {
        Object begun = RunScope.begin("Timer", "a");
        String id = current().id();
        RunScope.end(begun);
        registry.line(id, ALine.of(LogLevel.ERROR));

        assertEquals(
                List.of(RunFacts.Outcome.ERRORS),
                registry.runs("a").stream().map(RunFacts::outcome).toList());
    }

    @Test
    void should_never_show_impossible_figures() throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        FutureTask<@Nullable Void> watching = new FutureTask<>(() -> {
            while (running.get()) {
                for (TaskFacts each : registry.tasks()) {
                    assertTrue(each.running() >= 0, each::toString);
                    assertTrue(each.failures() <= each.runs(), each::toString);
                }
            }
            return null;
        });
        new Thread(watching).start();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<@Nullable Void>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(() -> {
                    for (int n = 0; n < 20_000; n++) {
                        fail(new IllegalStateException());
                    }
                    return null;
                });
            }
            for (Future<@Nullable Void> each : threads.invokeAll(all)) {
                each.get();
            }
        } finally {
            running.set(false);
            threads.shutdownNow();
        }
        watching.get();

        assertEquals(80_000, only().runs());
        assertEquals(80_000, only().failures());
        assertEquals(0, only().running());
    }

    @Test
    void should_mark_the_housekeeping_of_libraries_by_where_it_comes_from() {
        registry.planned(new TaskPlan("com.zaxxer.hikari.pool.HikariPool$HouseKeeper", "Timer", null, null, 0, 0));
        assertTrue(only().infrastructure());
        registry.planned(new TaskPlan("send mail", "JobRunr", "once", "com.acme.Mails.send", 0, 0));
        assertFalse(registry.tasks().get(1).infrastructure());
    }

    private static void fail(Throwable failure) {
        Object begun = RunScope.begin("Timer", "a");
        RunScope.failed(failure);
        RunScope.end(begun);
    }

    private TaskFacts only() {
        assertEquals(1, registry.tasks().size());
        return registry.tasks().get(0);
    }

    private static RunFacts last(TaskFacts task) {
        RunFacts last = task.lastRun();
        assertNotNull(last);
        return last;
    }

    private static Run current() {
        Run run = RunScope.current();
        assertNotNull(run);
        return run;
    }

    @Test
    void should_tell_tasks_of_endless_names_apart_and_keep_little_of_them() {
        String key = "key".repeat(60_000);
        RunScope.end(RunScope.begin("Quartz", key + 1));
        RunScope.end(RunScope.begin("Quartz", key + 2));
        RunScope.end(RunScope.begin("Quartz", key + 2));

        assertEquals(
                List.of(1L, 2L),
                registry.tasks().stream().map(TaskFacts::runs).sorted().toList());
        assertTrue(registry.tasks().stream().allMatch(task -> task.id().length() <= 256));
    }

    @Test
    void should_show_a_run_that_nothing_can_end_as_cut_short_and_keep_nothing_of_it() {
        RunScope.begin("TaskScope", "a"); // Nobody ends it.
        WeakReference<Object> run = new WeakReference<>(current());
        RunScope.end(RunScope.begin("TaskScope", "b"));
        unbind();

        await("the run to be collected").until(() -> {
            System.gc();
            return run.refersTo(null);
        });
        assertEquals(RunFacts.Outcome.CUT_SHORT, registry.runs("a").get(0).outcome());
    }

    private static void unbind() {
        Object begun = RunScope.begin("TaskScope", "c");
        RunScope.end(begun);
        dev.asyncz.bootstrap.handoff.PoolHandoff.workerLooks();
    }
}
