package dev.asyncz.bridge.log4j2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.ContextDataInjector;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.impl.ContextDataInjectorFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the lines of a run share of their context. */
final class RunContextTest {
    private final SortedArrayStringMap applications = new SortedArrayStringMap();
    private final TaskContextInjector injector = new TaskContextInjector(new Applications());

    @BeforeEach
    void connect() {
        RunEvents.tell(new RunListener() {});
    }

    @AfterEach
    void disconnect() {
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_share_what_is_the_same_from_line_to_line() {
        applications.putValue("tenant", "acme");
        Object begun = RunScope.begin("Timer", "nightly");
        StringMap first = injected(null);
        Map<String, Object> extra = extra(first, "main", UnaryOperator.identity());
        StringMap second = injected(first);

        assertSame(first, second);
        assertTrue(first.isFrozen());
        assertEquals("nightly", first.getValue("task_id"));
        assertEquals(Map.of("thread", "main", "mdc", Map.of("tenant", "acme")), extra);
        assertSame(extra, extra(second, "main", UnaryOperator.identity()));
        RunScope.end(begun);
    }

    @Test
    void should_share_it_whichever_kind_of_map_it_comes_in() {
        ContextDataInjector log4js = ContextDataInjectorFactory.createInjector();
        TaskContextInjector around = new TaskContextInjector(log4js);
        Object begun = RunScope.begin("Timer", "nightly");
        try {
            ThreadContext.put("tenant", "acme");
            ThreadContext.put("user", "alice");
            StringMap first = around.injectContextData(null, null);
            assertSame(first, around.injectContextData(null, first));
            assertEquals("alice", first.getValue("user"));
            ThreadContext.put("user", "bob");
            assertEquals("bob", around.injectContextData(null, first).getValue("user"));
        } finally {
            ThreadContext.clearAll();
            RunScope.end(begun);
        }
    }

    @Test
    void should_share_the_run_s_ids_where_there_is_nothing_else() {
        Object begun = RunScope.begin("Timer", "nightly");
        StringMap first = injected(null);

        assertSame(first, injected(first));
        assertEquals(Map.of("thread", "main"), extra(first, "main", UnaryOperator.identity()));
        RunScope.end(begun);
    }

    @Test
    void should_see_at_once_what_the_application_changes() {
        applications.putValue("tenant", "acme");
        Object begun = RunScope.begin("Timer", "nightly");
        StringMap first = injected(null);
        applications.putValue("tenant", "other");
        StringMap changed = injected(first);
        applications.putValue("user", "alice");
        StringMap more = injected(changed);
        applications.clear();
        StringMap none = injected(more);

        assertEquals("acme", first.getValue("tenant"), "what an appender still holds stays as it was");
        assertEquals(
                Map.of("tenant", "other"),
                extra(changed, "main", UnaryOperator.identity()).get("mdc"));
        assertEquals(
                Map.of("tenant", "other", "user", "alice"),
                extra(more, "main", UnaryOperator.identity()).get("mdc"));
        assertEquals(Map.of("thread", "main"), extra(none, "main", UnaryOperator.identity()));
        RunScope.end(begun);
    }

    @Test
    void should_name_the_thread_and_the_task_that_the_line_has() {
        applications.putValue("task_id", "its own");
        Object begun = RunScope.begin("Timer", "nightly");
        StringMap data = injected(null);

        assertEquals("its own", data.getValue("task_id"));
        assertEquals("main", extra(data, "main", UnaryOperator.identity()).get("thread"));
        assertEquals("pool-1", extra(data, "pool-1", UnaryOperator.identity()).get("thread"));
        assertEquals("main", extra(data, "main", UnaryOperator.identity()).get("thread"));
        RunScope.end(begun);
    }

    @Test
    void should_read_a_value_anew_that_may_say_something_else_each_time() {
        AtomicInteger step = new AtomicInteger(1);
        applications.putValue("step", step);
        Object begun = RunScope.begin("Timer", "nightly");
        Map<String, Object> first = extra(injected(null), "main", UnaryOperator.identity());
        step.set(2);
        StringMap second = injected(null);

        assertFalse(second.isFrozen());
        assertEquals(Map.of("step", "1"), text(first));
        assertEquals(Map.of("step", "2"), text(extra(second, "main", UnaryOperator.identity())));
        RunScope.end(begun);
    }

    @Test
    void should_not_let_a_line_lose_what_it_alone_has() {
        Object begun = RunScope.begin("Timer", "nightly");
        StringMap data = injected(null);
        extra(data, "main", UnaryOperator.identity());

        assertEquals(
                "AUDIT",
                extra(data, "main", event -> event.setMarker(MarkerManager.getMarker("AUDIT")))
                        .get("marker"));
        assertEquals(
                "NOTICE",
                extra(data, "main", event -> event.setLevel(Level.forName("NOTICE", 350)))
                        .get("level"));
        assertTrue(String.valueOf(extra(data, "main", event -> event.setThrown(new IllegalStateException("boom")))
                        .get("exception"))
                .contains("boom"));
        RunScope.end(begun);
    }

    @Test
    void should_tell_one_run_from_the_next() {
        Object begun = RunScope.begin("Timer", "one");
        StringMap one = injected(null);
        RunScope.end(begun);
        begun = RunScope.begin("Timer", "two");
        StringMap two = injected(one);
        RunScope.end(begun);

        assertNotSame(one, two);
        assertEquals("two", two.getValue("task_id"));
    }

    @Test
    void should_keep_a_line_whose_stack_cannot_be_asked() {
        applications.putValue("tenant", "acme");
        Object begun = RunScope.begin("Timer", "nightly");
        Map<String, Object> extra = extra(
                injected(null), "main", event -> event.setContextStack(throwing(ThreadContext.ContextStack.class)));
        RunScope.end(begun);

        assertEquals(Map.of("tenant", "acme"), extra.get("mdc"));
        assertEquals("[could not be read: java.lang.IllegalStateException]", extra.get("ndc"));
    }

    @Test
    void should_keep_a_line_whose_context_names_a_task_by_what_has_no_text() {
        applications.putValue("job_id", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        });
        Object begun = RunScope.begin("Timer", "nightly");
        StringMap data = injected(null);
        Map<String, Object> extra = extra(data, "main", UnaryOperator.identity());
        RunScope.end(begun);

        assertEquals("nightly", data.getValue("task_id"));
        assertTrue(String.valueOf(extra.get("mdc")).contains("whose text cannot be had"), extra.toString());
    }

    private static <T> T throwing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, asked, with) -> {
            throw new IllegalStateException(asked.getName());
        }));
    }

    private StringMap injected(@Nullable StringMap reusable) {
        return injector.injectContextData(null, reusable);
    }

    private static Map<?, ?> text(Map<String, Object> extra) {
        return extra.get("mdc") instanceof Map<?, ?> mdc ? Map.of("step", String.valueOf(mdc.get("step"))) : Map.of();
    }

    private static Map<String, Object> extra(
            StringMap context, String thread, UnaryOperator<Log4jLogEvent.Builder> more) {
        return EventExtra.of(
                more.apply(Log4jLogEvent.newBuilder()
                                .setLoggerName("com.acme")
                                .setLevel(Level.INFO)
                                .setMessage(new SimpleMessage("a line"))
                                .setContextData(context)
                                .setThreadName(thread))
                        .build(),
                context);
    }

    /** Gives what the application's context has, as Log4j's own does. */
    private final class Applications implements ContextDataInjector {
        @Override
        public StringMap injectContextData(@Nullable List<Property> properties, @Nullable StringMap reusable) {
            StringMap data = reusable == null ? new SortedArrayStringMap() : reusable;
            data.clear();
            data.putAll(applications);
            return data;
        }

        @Override
        public ReadOnlyStringMap rawContextData() {
            return applications;
        }
    }
}
