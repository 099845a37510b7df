package dev.asyncz.agent.tasks.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.tasks.ListeningRegistry;
import dev.asyncz.bootstrap.handoff.BoundWork;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left of the names of threads where there is no room for all. */
final class ThreadNamesTest {
    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    @Test
    void should_leave_a_single_short_name_as_it_is() throws Exception {
        ThreadNames names = of("x".repeat(64));
        assertFalse(names.isLong());
        names.shorten();

        assertEquals(List.of("x".repeat(64)), names.names());
    }

    @Test
    void should_cut_a_single_long_name() throws Exception {
        ThreadNames names = of("x".repeat(65));
        assertTrue(names.isLong());
        names.shorten();

        assertEquals(List.of("x".repeat(64) + "…"), names.names());
    }

    @Test
    void should_keep_the_first_of_several_and_say_how_many_there_were() throws Exception {
        ThreadNames names = of("one", "two", "three");
        assertTrue(names.isLong());
        assertEquals(List.of("one", "two", "three"), names.names());
        assertEquals(TextBudget.OBJECTS * 5 / 2 + 2 * "onetwothree".length(), names.bytes());
        names.shorten();

        assertEquals(List.of("one", "… 2 more"), names.names());
    }

    private static ThreadNames of(String first, String... helpers) throws InterruptedException {
        AtomicReference<ThreadNames> names = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    Object begun = RunScope.begin("Timer", "a");
                    for (String helper : helpers) {
                        Thread helping = new Thread(BoundWork.bound(() -> {}), helper);
                        helping.start();
                        join(helping);
                    }
                    names.set(new ThreadNames(
                            Objects.requireNonNull(RunScope.current()).threads()));
                    RunScope.end(begun);
                },
                first);
        thread.start();
        thread.join();
        return Objects.requireNonNull(names.get());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
