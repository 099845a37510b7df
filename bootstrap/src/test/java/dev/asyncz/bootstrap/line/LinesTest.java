package dev.asyncz.bootstrap.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One line is one entry: frameworks are classes here, events are texts, and what is captured is noted. */
class LinesTest {
    private final List<String> captured = new ArrayList<>();
    private final List<Object> bound = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** Stand for the logger classes of two frameworks; each test has to find its own bridge for them. */
    private final Class<?> outer = OuterLogger.class;

    private final Class<?> inner = InnerLogger.class;

    private static LinesTest current = new LinesTest();

    private final List<String> lost = new ArrayList<>();

    private boolean noMemory;

    private final class Losses implements LineSink {
        @Override
        public void line(
                Instant ts,
                LogLevel level,
                String message,
                String logger,
                @Nullable String taskId,
                @Nullable String runId,
                Map<String, Object> extra) {
            throw new AssertionError("the bridges of this test note the lines themselves");
        }

        @Override
        public void lost(String reason) {
            lost.add(reason);
            if (noMemory) {
                throw new OutOfMemoryError("of the test");
            }
        }
    }

    private static final class OuterLogger {}

    private static final class InnerLogger {}

    @BeforeEach
    void open() {
        current = this;
        Hub.open(new Losses(), (bridge, framework) -> new Texts(bridge), (what, cause) -> failures.add(what));
        RunEvents.tell(RunListener.NONE);
    }

    @AfterEach
    void close() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_know_the_text_that_a_formatter_has_made_as_long_as_the_event_holds_the_same() {
        Object event = new Object();
        Object[] arguments = {7};
        Object line = begin(outer, event);
        Lines.formatted("another event", "{0}", arguments, "another text");
        assertNull(Lines.text(event, "{0}", arguments));
        Lines.formatted(event, "{0}", arguments, "text 7");

        assertEquals("text 7", Lines.text(event, "{0}", arguments));
        assertNull(Lines.text(event, "masked {0}", arguments));
        assertNull(Lines.text(event, "{0}", new Object[] {7}));
        assertNull(Lines.text("another event", "{0}", arguments));
        Lines.end(line);
        assertNull(Lines.text(event, "{0}", arguments));
    }

    @Test
    void should_prepare_an_event_of_a_framework_that_captures_elsewhere() {
        Lines.prepare("outer", outer, "an event");
        Lines.prepare("outer", outer, null);

        assertEquals(List.of("an event"), bound);
        assertEquals(List.of(), captured);
    }

    @Test
    void should_capture_a_line_when_its_appenders_have_been_called() {
        Object line = begin(outer, "a line");
        assertEquals(List.of(), captured);
        Lines.end(line);

        assertEquals(List.of("outer: a line"), captured);
    }

    @Test
    void should_leave_a_line_to_the_framework_that_it_is_handed_on_to() {
        Object line = begin(outer, "a line");
        Lines.passOn();
        Lines.end(begin(inner, "as the other framework formats it"));
        Lines.end(line);

        assertEquals(List.of("inner: as the other framework formats it"), captured);
    }

    @Test
    void should_leave_a_line_to_a_framework_that_captures_it_on_another_thread() {
        Object line = begin(outer, "a line");
        Lines.passOn();
        Lines.accepted();
        Lines.end(line);

        assertEquals(List.of(), captured);
    }

    @Test
    void should_keep_a_line_out_that_the_next_framework_filters() {
        Object line = begin(outer, "a line");
        Lines.passOn();
        Lines.end(line);

        assertEquals(List.of(), captured);
    }

    @Test
    void should_know_a_line_that_is_handed_on_in_an_unknown_way_by_its_text() {
        Object line = begin(outer, "a line");
        Lines.end(begin(inner, "a line"));
        Lines.end(line);

        assertEquals(List.of("inner: a line"), captured);
    }

    @Test
    void should_know_it_by_its_text_where_it_is_captured_by_an_appender() {
        Object line = begin(outer, "a line");
        Lines.captured("a line");
        Lines.end(line);

        assertEquals(List.of(), captured);
    }

    @Test
    void should_capture_both_lines_when_an_appender_says_something_of_its_own() {
        Object line = begin(outer, "a line");
        Lines.end(begin(inner, "the disk is full"));
        Lines.end(line);

        assertEquals(List.of("inner: the disk is full", "outer: a line"), captured);
    }

    @Test
    void should_capture_the_same_text_twice_when_a_framework_logs_it_twice() {
        Object line = begin(outer, "a line");
        Lines.end(begin(outer, "a line"));
        Lines.end(line);

        assertEquals(2, captured.size());
    }

    @Test
    void should_take_an_event_that_goes_through_several_loggers_for_one_line() {
        Object event = new StringBuilder("a line");
        Object line = Lines.begin("outer", outer, this, event);
        Object again = Lines.begin("outer", outer, this, event);
        assertNull(again);
        Lines.end(again);
        Lines.end(line);

        assertEquals(List.of("outer: a line"), captured);
    }

    @Test
    void should_neither_read_for_ever_nor_lose_count_when_reading_a_line_logs_another() {
        class Talkative {
            @Override
            public String toString() {
                Lines.end(begin(outer, new Talkative()));
                return "talkative";
            }
        }
        Lines.end(begin(outer, new Talkative()));
        assertEquals(8, captured.size());
        assertEquals(List.of("nested"), lost);
        Lines.end(begin(outer, "afterwards"));

        assertEquals("outer: afterwards", captured.get(8));
    }

    @Test
    void should_count_a_line_that_cannot_be_read_and_go_on() {
        Lines.end(begin(outer, new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("unreadable");
            }
        }));
        Lines.end(begin(outer, "the next line"));

        assertEquals(List.of("outer: the next line"), captured);
        assertEquals(List.of("unreadable"), lost);
        assertEquals(List.of("a line was not captured"), failures);
    }

    @Test
    void should_count_no_line_as_lost_that_is_kept_when_its_text_cannot_be_compared() {
        Object first = begin(outer, new ReadOnce("mute within"));
        Lines.end(begin(inner, new ReadOnce("mute")));
        Lines.end(first);
        Object second = begin(outer, new ReadOnce("never said").read());
        Lines.captured("of an appender");
        Lines.end(begin(inner, "spoken"));
        assertEquals(List.of("inner: mute", "outer: mute within", "inner: spoken"), captured);
        assertEquals(List.of(), lost);
        Lines.end(second);

        assertEquals(List.of("unreadable"), lost);
    }

    @Test
    void should_keep_it_from_the_application_that_a_loss_cannot_be_counted() {
        noMemory = true;
        Hub.lostLine("a line", new OutOfMemoryError("of the test"));

        assertEquals(List.of("unreadable"), lost);
        assertEquals(List.of("a line was not captured"), failures);
    }

    @Test
    void should_leave_out_what_threads_of_the_agent_log() throws InterruptedException {
        Thread own = new Thread(() -> Lines.end(begin(outer, "of a library")), "asyncz-writer");
        own.start();
        own.join();

        assertEquals(List.of(), captured);
    }

    @Test
    void should_do_nothing_for_no_event() {
        assertNull(Lines.begin("outer", outer, this, null));
        Lines.end(null);

        assertEquals(List.of(), captured);
        assertEquals(List.of(), failures);
    }

    @Test
    void should_be_busy_within_a_line_only() {
        Object line = begin(outer, "a line");
        assertNotNull(line);
        assertEquals(true, Lines.isBusy());
        Lines.end(line);

        assertEquals(false, Lines.isBusy());
    }

    private @Nullable Object begin(Class<?> framework, Object event) {
        // Each call logs an event of its own, even where the texts are the same.
        Object own = event instanceof String text ? new StringBuilder(text) : event;
        return Lines.begin(framework == outer ? "outer" : "inner", framework, this, own);
    }

    /** Kept by the framework's class for good, as bridges are: it asks for the test that runs. */
    private record Texts(String framework) implements LineReader {
        @Override
        public void bind(Object event) {
            current.bound.add(event);
        }

        @Override
        public String text(Object event) {
            return event.toString();
        }

        @Override
        public void capture(Object event) {
            current.captured.add(framework + ": " + text(event));
        }
    }
}
