package dev.asyncz.agent.dashboard.runs.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.RunJournal;
import dev.asyncz.agent.tasks.history.WrittenRuns;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PastViewsTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    private final RingStorage kept = new RingStorage(10_000, 64 << 20);
    private RunHistory history = new RunHistory(new TaskRegistry());

    @BeforeEach
    void write_runs_of_two_nodes() {
        for (int i = 0; i < 400; i++) {
            Instant started = NOW.minus(Duration.ofMinutes(400 - i));
            WrittenRuns.write(kept, WrittenRuns.run("a", i % 4 == 0 ? "one" : "two", started, Outcome.OK, 10));
        }
        history = new RunHistory(new TaskRegistry(), new RunJournal(() -> "three"), kept, false, () -> "three");
    }

    @Test
    void should_count_the_runs_of_the_node_alone_that_the_page_is_narrowed_to() {
        PastViews views = new PastViews(history);

        assertEquals("400 runs since 2026-03-31", view(views, null, NOW).covered());
        assertEquals("100 runs since 2026-03-31", view(views, "one", NOW).covered());
        assertEquals("300 runs since 2026-03-31", view(views, "two", NOW).covered());
    }

    @Test
    void should_ask_the_storage_once_a_minute_for_each_task_node_and_clock() {
        PastViews views = new PastViews(history);
        PastView first = view(views, null, NOW);

        assertSame(first, view(views, null, NOW.plusSeconds(59)));
        assertNotSame(first, view(views, "one", NOW));
        PageTime berlin = new PageTime(NOW, TimeStyle.of("Europe/Berlin"));
        assertNotSame(first, views.of(task(null), null, berlin));
        assertNotSame(first, view(views, null, NOW.plusSeconds(60)));
    }

    @Test
    void should_forget_what_was_asked_for_first_when_there_are_many() {
        PastViews views = new PastViews(history);
        PastView first = view(views, null, NOW);
        for (int i = 1; i <= 16; i++) {
            views.of(task(null), null, new PageTime(NOW, TimeStyle.of("+0" + i / 2 + (i % 2 == 0 ? ":00" : ":30"))));
        }

        assertNotSame(first, view(views, null, NOW));
    }

    private PastView view(PastViews views, @Nullable String node, Instant now) {
        PastView view = views.of(task(node), node, new PageTime(now, TimeStyle.UTC));
        assertNotNull(view);
        return view;
    }

    private TaskHistory task(@Nullable String node) {
        TaskHistory task = history.task("a");
        assertNotNull(task);
        TaskHistory narrowed = node == null ? task : task.on(node);
        assertNotNull(narrowed);
        return narrowed;
    }
}
