package dev.asyncz.bootstrap.line;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The span of OpenTelemetry's agent that is active on a thread, for lines whose thread context does not name it: those of
 * frameworks that have none, and those that are read before that agent has added it. Its classes lie on the boot class
 * path from its start on, which may come after the first lines, of another agent or of an application that runs already:
 * it is looked for at the first line, the second, the fourth, and so on, for a few thousand lines.
 */
final class ActiveSpan {
    private static final String API = "io.opentelemetry.javaagent.shaded.io.opentelemetry.api.trace.";
    private static final int LAST_LINE = 4_096;

    private static volatile @Nullable ActiveSpan known;

    /** Lines so far, up to the last at which it is looked for; threads that count at once may miss one. */
    private static int lines;

    private final Method current;
    private final Method context;
    private final Method valid;
    private final Method trace;
    private final Method span;

    private ActiveSpan(Class<?> spans, Class<?> contexts) throws ReflectiveOperationException {
        current = spans.getMethod("current");
        context = spans.getMethod("getSpanContext");
        valid = contexts.getMethod("isValid");
        trace = contexts.getMethod("getTraceId");
        span = contexts.getMethod("getSpanId");
    }

    /** Adds the ids of the active span; nothing without that agent, or outside of any span. */
    static void addTo(LineExtra extra) {
        ActiveSpan present = present();
        if (present == null) {
            return;
        }
        try {
            Object active = present.context.invoke(present.current.invoke(null));
            if (Boolean.TRUE.equals(present.valid.invoke(active))) {
                extra.trace(TraceKeys.TRACE_ID, present.trace.invoke(active));
                extra.trace(TraceKeys.SPAN_ID, present.span.invoke(active));
            }
        } catch (Throwable unreadable) {
            // The line is worth more than its trace.
        }
    }

    /** Whether that agent is there. */
    static boolean isPresent() {
        return present() != null;
    }

    private static @Nullable ActiveSpan present() {
        if (known == null && lines < LAST_LINE && Integer.bitCount(++lines) == 1) {
            known = find();
        }
        return known;
    }

    private static @Nullable ActiveSpan find() {
        try {
            return new ActiveSpan(
                    Class.forName(API + "Span", false, null), Class.forName(API + "SpanContext", false, null));
        } catch (Throwable absent) {
            return null;
        }
    }
}
