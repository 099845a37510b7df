package dev.asyncz.bootstrap.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineExtraTest {

    @Test
    void should_share_what_lines_of_one_thread_or_context_have_in_common() {
        Map<String, Object> plain = new LineExtra("main").map();
        assertSame(plain, new LineExtra("main").map());
        assertEquals(Map.of("thread", "renamed"), new LineExtra("renamed").map());

        Object begun = RunScope.begin("a scheduler", "cleanup");
        Map<String, String> own = Collections.unmodifiableMap(new HashMap<>(Map.of("user", "ann", "traceId", "7")));
        Map<String, String> context = Objects.requireNonNull(ThreadContextView.all(own));
        Map<String, Object> first = new LineExtra("main").mdc(context).map();

        assertEquals(Map.of("thread", "main", "mdc", Map.of("user", "ann", "traceId", "7"), "trace_id", "7"), first);
        assertSame(first, new LineExtra("main").mdc(context).map());
        assertEquals("other", new LineExtra("other").mdc(context).map().get("thread"));
        assertEquals(
                Map.of("thread", "main", "mdc", Map.of("user", "ann", "traceId", "7"), "trace_id", "7", "marker", "M"),
                new LineExtra("main").mdc(context).marker("M").map());
        assertEquals(
                Map.of("thread", "main"),
                new LineExtra("main").mdc(ThreadContextView.all(null)).map());
        LineExtra line = new LineExtra("main").mdc(context);
        assertEquals("cleanup", line.task(context));
        assertEquals(context.get("run_id"), line.run(context));
        RunScope.end(begun);
    }

    @Test
    void should_say_why_a_message_could_not_be_read_whatever_the_reason_says() {
        String huge = LineExtra.unreadableMessage(new IllegalStateException("x".repeat(1_000_000)));
        String mute = LineExtra.unreadableMessage(new IllegalStateException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new AssertionError("none");
            }
        });

        assertEquals(
                "[message could not be read: java.lang.IllegalStateException: why]",
                LineExtra.unreadableMessage(new IllegalStateException("why")));
        assertEquals(
                "[message could not be read: java.lang.StackOverflowError]",
                LineExtra.unreadableMessage(new StackOverflowError()));
        assertTrue(huge.length() < 400, huge);
        assertTrue(mute.startsWith("[message could not be read: " + LineExtraTest.class.getName()), mute);
    }

    @Test
    void should_take_no_task_from_a_map_that_cannot_be_asked_for_one() {
        Map<Object, Object> numbers = new TreeMap<>(Map.of(7, "seven"));

        LineExtra extra = new LineExtra("main").fields(numbers);

        assertEquals(Map.of("7", "seven"), extra.map().get("fields"));
        assertNull(extra.task(Map.of("job_id", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        })));
    }

    @Test
    void should_hold_nothing_but_the_thread_when_a_line_has_nothing_else() {
        LineExtra extra = new LineExtra("main")
                .level(null)
                .fields(Map.of())
                .mdc(Map.of("task_id", "cleanup", "run_id", "1"))
                .ndc(null)
                .marker(List.of())
                .exception(null);

        assertEquals(Map.of("thread", "main"), extra.map());
        assertEquals(Map.of(), new LineExtra(null).map());
    }

    @Test
    void should_leave_the_agents_own_keys_out_of_the_context() {
        LineExtra extra = new LineExtra("main").mdc(Map.of("task_id", "cleanup", "run_id", "1", "customer", "Ana"));

        assertEquals(Map.of("customer", "Ana"), extra.map().get("mdc"));
    }

    @ParameterizedTest
    @CsvSource({
        "trace_id, span_id",
        "traceId, spanId",
        "trace.id, transaction.id",
        "trace.id, span.id",
        "dd.trace_id, dd.span_id",
        "X-B3-TraceId, X-B3-SpanId"
    })
    void should_have_trace_and_span_as_fields_of_their_own_whoever_has_put_them_there(String trace, String span) {
        Map<String, Object> extra = new LineExtra("main")
                .mdc(Map.of(trace, "4bf92f35", span, "00f067aa", "customer", "Ana"))
                .map();

        assertEquals("4bf92f35", extra.get("trace_id"));
        assertEquals("00f067aa", extra.get("span_id"));
        assertEquals(
                trace.equals("trace_id")
                        ? Map.of("customer", "Ana")
                        : Map.of(trace, "4bf92f35", span, "00f067aa", "customer", "Ana"),
                extra.get("mdc"));
    }

    @Test
    void should_pass_over_ids_that_are_empty() {
        assertEquals(
                Map.of("thread", "main"),
                new LineExtra("main").mdc(Map.of("trace_id", "", "span_id", "")).map());
    }

    @Test
    void should_show_one_marker_as_it_is_and_several_as_a_list() {
        assertEquals("LOGIN", new LineExtra("main").marker("LOGIN").map().get("marker"));
        assertEquals(
                "LOGIN", new LineExtra("main").marker(List.of("LOGIN")).map().get("marker"));
        assertEquals(
                List.of("ONE", "TWO"),
                new LineExtra("main").marker(List.of("ONE", "TWO")).map().get("marker"));
    }

    @Test
    void should_take_the_task_from_fields_before_the_context() {
        LineExtra named = new LineExtra("main").fields(Map.of("job_id", 7));

        assertEquals("7", named.task(Map.of("task_id", "of the context")));
        assertEquals("of the context", new LineExtra("main").task(Map.of("task_id", "of the context")));
        assertNull(new LineExtra("main").task(null));
        assertEquals("1", new LineExtra("main").run(Map.of("run_id", "1")));
    }

    @Test
    void should_lose_a_marker_that_cannot_be_read_and_nothing_else() {
        Object endless = new Object() {
            @Override
            public String toString() {
                return this + "…";
            }
        };
        Map<String, Object> extra = new LineExtra("main")
                .marker(List.of("ONE", endless))
                .exceptionText("boom")
                .map();

        assertEquals("boom", extra.get("exception"));
        assertTrue(String.valueOf(extra.get("marker")).contains("StackOverflowError"), extra::toString);
    }

    @Test
    void should_cut_the_name_of_a_thread_that_tells_a_whole_request() {
        Object thread = new LineExtra("GET /" + "x".repeat(60_000)).map().get("thread");

        assertTrue(String.valueOf(thread).length() <= BoundedName.MAX, String.valueOf(thread));
    }
}
