package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOON;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOW;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.ok;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.run;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.runs.TaskView.SignView;
import dev.asyncz.agent.dashboard.view.FormOption;
import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task, and in which order tasks stand. */
class TaskViewTest {
    private final TaskSnapshot nothing = new TaskSnapshot(new RunHistory(new TaskRegistry()), Signs.PLAIN);

    @Test
    void should_show_its_figures_and_its_last_run() {
        TaskView view =
                view(task("a.Task", List.of(run(1, Outcome.FAILED, 10), ok(2, 100)), 1_234, NOON.plusSeconds(90)));

        assertEquals("1,234", view.runs());
        assertEquals("1", view.failures());
        assertTrue(view.failed());
        assertEquals("failed", Objects.requireNonNull(view.last()).outcome().key());
        assertEquals("in 1 min", Objects.requireNonNull(view.next()).relative());
        assertEquals("100 ms", view.median());
        assertEquals("100 ms", view.p95());
    }

    @Test
    void should_show_nothing_where_nothing_is_known() {
        TaskView view = view(task("a.Task", List.of()));

        assertFalse(view.failed());
        assertNull(view.last());
        assertNull(view.next());
        assertNull(view.median());
        assertNull(view.p95());
        assertNull(view.running());
        assertNull(view.nodes());
    }

    @Test
    void should_show_where_a_task_comes_from_unless_its_name_says_it() {
        assertEquals("a.Job.java:12", view(from("a.Job.java:12")).source());
        assertNull(view(from("a.Task")).source());
        assertNull(view(from(null)).source());
    }

    @Test
    void should_say_how_many_runs_are_under_way_unless_the_last_one_says_it() {
        RunFacts running = run(1, Outcome.RUNNING, 0);
        List<Sign> signs = Signs.PLAIN.of(task("a", List.of(run(1, Outcome.FAILED, 1))), NOON, Reach.UNKNOWN);

        assertNull(view(task("a", List.of(running, ok(2, 10)))).running(), "the last one is it");
        assertEquals("1", view(task("a", List.of(ok(1, 10), running))).running());
        assertEquals("2", view(task("a", List.of(running, running))).running());
        assertEquals(
                "1", TaskView.of(task("a", List.of(running)), signs, false, NOW).running(), "a sign takes its place");
    }

    @Test
    void should_name_the_nodes_that_run_it_where_there_are_several() {
        RunFacts one = SampleRuns.with(ok(1, 1), "one", LineCounts.NONE, List.of());
        RunFacts two = SampleRuns.with(ok(2, 1), "two", LineCounts.NONE, List.of());
        TaskHistory task = task("a", List.of(two, one, ok(3, 1), one));

        assertEquals("one, two", TaskView.of(task, List.of(), true, NOW).nodes());
        assertNull(TaskView.of(task, List.of(), false, NOW).nodes());
        assertNull(TaskView.of(task("a", List.of(ok(1, 1))), List.of(), true, NOW)
                .nodes());
    }

    @Test
    void should_show_a_sign_with_the_run_that_shows_it() {
        TaskHistory failing = task("a", List.of(run(1, Outcome.FAILED, 1)));
        TaskView view = TaskView.of(failing, Signs.PLAIN.of(failing, NOON, Reach.UNKNOWN), false, NOW);
        SignView sign = view.signs().get(0);

        assertFalse(view.quiet());
        assertEquals("failing", sign.key());
        assertTrue(sign.sentence().contains("disk full"), sign.sentence());
        assertFalse(sign.threshold().isEmpty()
                || sign.word().isEmpty()
                || sign.mark().isEmpty());
        assertEquals(
                failing.runs().get(0).id(), Objects.requireNonNull(sign.run()).id());
        assertNotNull(sign.severity());
    }

    @ParameterizedTest
    @CsvSource({
        "name, a b c",
        "last, c a b",
        "next, b c a",
        "failures, b a c",
        "runs, c b a",
        "duration, a c b",
        "attention, b a c"
    })
    void should_put_first_what_one_looks_for(String key, String order) {
        List<TaskHistory> tasks = List.of(
                task("c", List.of(ok(1, 50)), 30, NOON.plusSeconds(20)),
                task("b", List.of(run(3, Outcome.FAILED, 10), ok(9, 10)), 20, NOON.plusSeconds(10)),
                task("a", List.of(ok(2, 100)), 10, null));
        Comparator<TaskHistory> comparator = TaskOrder.of(key).comparator(nothing);

        List<String> sorted = tasks.stream()
                .sorted(comparator.thenComparing(TaskHistory::id))
                .map(TaskHistory::id)
                .toList();
        assertEquals(List.of(order.split(" ")), sorted);
    }

    @Test
    void should_put_tasks_first_that_need_attention_unless_asked_otherwise() {
        assertEquals(TaskOrder.ATTENTION, TaskOrder.of(null));
        assertEquals(TaskOrder.LAST, TaskOrder.of(" Last "));
        assertEquals(
                List.of("last"),
                TaskOrder.LAST.options().stream()
                        .filter(FormOption::chosen)
                        .map(FormOption::value)
                        .toList());
    }

    @Test
    void should_put_a_task_last_that_has_not_run_yet() {
        Comparator<TaskHistory> comparator = TaskOrder.LAST.comparator(nothing);

        assertTrue(comparator.compare(task("a", List.of()), task("b", List.of(ok(1, 1)))) > 0);
    }

    private static TaskHistory from(@Nullable String source) {
        TaskFacts facts = new TaskFacts("a.Task", "Timer", null, null, source, false, 0, 0, 0, null, null);
        return new TaskHistory(facts, List.of(), List.of(), List.of());
    }

    private static TaskView view(TaskHistory task) {
        return TaskView.of(task, List.of(), false, NOW);
    }
}
