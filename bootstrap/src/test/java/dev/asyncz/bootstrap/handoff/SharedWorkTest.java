package dev.asyncz.bootstrap.handoff;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.run.RunBinding;
import dev.asyncz.bootstrap.run.RunScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharedWorkTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private final RunBinding one = binding();
    private final RunBinding other = binding();

    @Test
    void should_bind_each_of_one_run_and_be_empty_after_the_last() {
        SharedWork two = work(one).with(one);

        assertSame(one, two.next());
        SharedWork last = nonNull(two.less());
        assertSame(one, last.next());
        assertNull(last.less());
    }

    @Test
    void should_bind_none_of_several_runs_until_all_are_taken() {
        SharedWork two = work(one).with(other);

        assertNull(two.next());
        SharedWork last = nonNull(two.less());
        assertNull(last.next());
        assertNull(last.less());
    }

    @Test
    void should_bind_nothing_while_work_from_outside_of_runs_may_be_taken() {
        assertNull(work(one).with(null).next());
    }

    @Test
    void should_take_more_runs_than_it_tells_apart() {
        SharedWork many = work(one);
        for (int i = 0; i < 100; i++) {
            many = many.with(binding());
        }
        for (int i = 0; i < 100; i++) {
            assertNull(many.next());
            many = nonNull(many.less());
        }
        assertNull(many.less());
    }

    @Test
    void should_wait_for_what_runs_that_go_on_have_handed_over() {
        SharedWork two = work(one).with(other);

        assertSame(two, two.unexpired());
    }

    private static SharedWork work(RunBinding binding) {
        return nonNull(SharedWork.of(binding));
    }

    private static RunBinding binding() {
        Object begun = RunScope.begin("test", "a");
        RunBinding binding = nonNull(RunScope.slot().binding());
        RunScope.end(begun);
        return binding;
    }

    private static <T> T nonNull(@Nullable T value) {
        assertNotNull(value);
        return value;
    }
}
