package dev.asyncz.bootstrap.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.run.OrdersTask;
import com.zaxxer.hikari.StartsThreads;
import dev.asyncz.bootstrap.RecordingAgent;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose run a thread joins that is started during one. */
class StartedThreadsTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private final List<@Nullable Run> seen = new CopyOnWriteArrayList<>();

    @Test
    void should_bind_a_thread_that_the_task_itself_starts() throws Exception {
        Object begun = RunScope.begin("Timer", "a");
        Run run = RunScope.current();
        Thread thread = new Thread(() -> seen.add(RunScope.current()));
        OrdersTask.start(thread, StartedThreads::starting);
        thread.join();
        RunScope.end(begun);

        assertEquals(Arrays.asList(run), seen);
    }

    /** The worker of a connection pool serves everybody who comes later. */
    @Test
    void should_leave_a_thread_alone_that_a_library_starts_for_itself() throws Exception {
        Object begun = RunScope.begin("Timer", "a");
        Thread thread = new Thread(() -> seen.add(RunScope.current()));
        StartsThreads.start(thread, StartedThreads::starting);
        thread.join();
        RunScope.end(begun);

        assertEquals(Arrays.asList((Run) null), seen);
    }

    @Test
    void should_bind_no_thread_that_is_started_outside_any_run() throws Exception {
        Thread thread = new Thread(() -> seen.add(RunScope.current()));
        OrdersTask.start(thread, StartedThreads::starting);
        thread.join();

        assertEquals(Arrays.asList((Run) null), seen);
    }
}
