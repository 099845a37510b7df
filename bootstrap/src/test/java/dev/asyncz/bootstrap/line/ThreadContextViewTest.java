package dev.asyncz.bootstrap.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadContextViewTest {
    private @Nullable Object begun;

    @AfterEach
    void endRun() {
        RunScope.end(begun);
    }

    private String begin() {
        begun = RunScope.begin("a scheduler", "cleanup");
        return Objects.requireNonNull(ThreadContextView.value("run_id", null));
    }

    @Test
    void should_show_nothing_outside_a_run() {
        Map<String, String> own = Map.of("customer", "Ana");

        assertNull(ThreadContextView.value("task_id", null));
        assertSame(own, ThreadContextView.all(own));
        assertNull(ThreadContextView.all(null));
    }

    @Test
    void should_add_task_and_run_to_what_an_event_holds() {
        String run = begin();

        assertEquals(Map.of("task_id", "cleanup", "run_id", run), ThreadContextView.all(null));
        assertEquals(
                Map.of("customer", "Ana", "task_id", "cleanup", "run_id", run),
                ThreadContextView.all(Map.of("customer", "Ana")));
    }

    @Test
    void should_let_lines_without_a_context_share_one() {
        begin();

        assertSame(ThreadContextView.all(null), ThreadContextView.all(null));
        assertNull(Objects.requireNonNull(ThreadContextView.all(null)).get(null));
    }

    @Test
    void should_share_what_the_framework_gives_once_more_and_see_at_once_what_changes() {
        begin();
        Map<String, String> own = Collections.unmodifiableMap(new HashMap<>(Map.of("customer", "Ana")));
        Map<String, String> first = Objects.requireNonNull(ThreadContextView.all(own));

        assertSame(first, ThreadContextView.all(own));
        assertThrows(UnsupportedOperationException.class, () -> first.put("customer", "Bob"));
        Map<String, String> other = Collections.unmodifiableMap(new HashMap<>(Map.of("customer", "Bob")));
        assertEquals("Bob", Objects.requireNonNull(ThreadContextView.all(other)).get("customer"));
        assertEquals("Ana", first.get("customer"));
        RunScope.end(begun);
        begun = RunScope.begin("a scheduler", "next");
        assertEquals(
                "next", Objects.requireNonNull(ThreadContextView.all(other)).get("task_id"));
    }

    @Test
    void should_share_nothing_that_the_application_may_write_into() {
        begin();
        Map<String, String> own = new HashMap<>(Map.of("customer", "Ana"));
        Map<String, String> first = Objects.requireNonNull(ThreadContextView.all(own));
        own.put("customer", "Bob");

        assertEquals("Bob", Objects.requireNonNull(ThreadContextView.all(own)).get("customer"));
        first.put("more", "of this event");
        assertNull(Objects.requireNonNull(ThreadContextView.all(own)).get("more"));
    }

    /** An adapter of the application's own may give a view of what it goes on writing into. */
    @Test
    void should_see_what_changes_behind_a_view_that_stays_the_same() {
        begin();
        Map<String, String> written = new HashMap<>(Map.of("customer", "Ana"));
        Map<String, String> own = Collections.unmodifiableMap(written);
        Map<String, String> first = Objects.requireNonNull(ThreadContextView.all(own));
        written.put("customer", "Bob");

        assertEquals("Bob", Objects.requireNonNull(ThreadContextView.all(own)).get("customer"));
        assertEquals("Ana", first.get("customer"));
    }

    @Test
    void should_let_the_applications_own_task_win() {
        String run = begin();

        for (String key : TaskKeys.tasks()) {
            Map<String, String> all = Objects.requireNonNull(ThreadContextView.all(Map.of(key, "own")));
            assertEquals("own", all.get("task_id"));
            assertEquals(run, all.get("run_id"));
        }
        assertEquals("own", ThreadContextView.value("task_id", "own"));
        assertEquals("cleanup", ThreadContextView.value("task_id", null));
        assertEquals(7, ThreadContextView.anyValue("task_id", 7));
    }
}
