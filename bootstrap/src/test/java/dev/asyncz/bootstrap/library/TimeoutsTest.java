package dev.asyncz.bootstrap.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.run.RunScope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimeoutsTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private final IllegalStateException boom = new IllegalStateException("boom");

    @Test
    void should_make_a_run_of_a_timeout_whose_method_is_found_on_the_way() throws NoSuchMethodException {
        Method method = Runnable.class.getMethod("run");
        Object begun = Timeouts.begin();
        assertNull(Timeouts.called(), "nothing is known yet");
        Timeouts.found("EJB timer", method);
        Object called = Timeouts.called();
        Timeouts.failed(Timeouts.called(), new IllegalArgumentException("of a bean further in, which nobody minds"));
        Timeouts.failed(called, new InvocationTargetException(boom));
        Timeouts.end(begun);

        assertEquals("java.lang.Runnable.run", agent.ended.get(0).task());
        assertSame(boom, agent.ended.get(0).failure());
        assertNull(RunScope.current());
    }

    @Test
    void should_mean_nothing_outside_timeouts() throws NoSuchMethodException {
        Timeouts.found("EJB timer", Runnable.class.getMethod("run"));
        Timeouts.failed(Timeouts.called(), boom);
        Timeouts.end(Timeouts.begin());
        Timeouts.end(null);

        assertEquals(List.of(), agent.begun);
    }
}
