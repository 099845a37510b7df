package dev.asyncz.bootstrap.line;

import dev.asyncz.api.LogEntry;
import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.TaskKeys;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a line has beyond its text, copied from an event:
 *
 * <pre>
 *   thread      the name of the thread that logged
 *   level       the level's own name, where an entry's level does not say it
 *   fields      what the message itself holds: key-values, structured arguments, the data of a map message
 *   trace_id    the trace, by the thread context or OpenTelemetry's agent
 *   span_id     the span, likewise
 *   mdc         the thread context, without the agent's own keys and these two
 *   ndc         the context stack
 *   marker      the marker as it prints; several in a list
 *   exception   the exception's text with its stack trace
 * </pre>
 *
 * Most lines have a thread and nothing else, and cost no more than that. Not thread-safe.
 */
public final class LineExtra {
    private final @Nullable String thread;
    private @Nullable Map<String, Object> more;
    private ExtraValues.@Nullable Pairs mdc;
    private @Nullable String taskField;
    private boolean traced;

    /** @param thread the name of the thread that logged; null if nobody knows */
    public LineExtra(@Nullable String thread) {
        this.thread = thread == null ? null : BoundedName.of(thread);
    }

    /** Whether lines may belong to spans that their context does not name: each is then asked for its own. */
    public static boolean mayHaveSpan() {
        return ActiveSpan.isPresent();
    }

    /** A level that an entry has no name for. */
    public LineExtra level(@Nullable String name) {
        return put("level", name);
    }

    public LineExtra fields(@Nullable Map<?, ?> fields) {
        taskField = TaskKeys.task(fields);
        return fields == null || fields.isEmpty() ? this : put("fields", ExtraValues.copy(fields));
    }

    public LineExtra mdc(@Nullable Map<?, ?> context) {
        if (context != null) {
            for (Map.Entry<?, ?> each : context.entrySet()) {
                mdc(each.getKey(), each.getValue());
            }
        }
        return this;
    }

    /** One value of the thread context; the agent's own are left out. */
    public void mdc(@Nullable Object key, @Nullable Object value) {
        String tracing = TraceKeys.of(key);
        if (tracing != null) {
            trace(tracing, value);
        }
        // Under another name whoever knows that one looks for it.
        if (!TaskKeys.isOwn(key) && (tracing == null || !tracing.equals(key))) {
            if (mdc == null) {
                mdc = new ExtraValues.Pairs();
            }
            mdc.add(key, value);
        }
    }

    public LineExtra ndc(@Nullable Object stack) {
        return stack == null ? this : put("ndc", ExtraValues.copy(stack));
    }

    /** One marker or several. */
    public LineExtra marker(@Nullable Object marker) {
        if (marker instanceof Collection<?> markers && markers.size() < 2) {
            return markers.isEmpty() ? this : marker(markers.iterator().next());
        }
        return marker == null ? this : put("marker", ExtraValues.copy(marker));
    }

    /** Says that a part could not be read, which costs that part and never the line. */
    public void unreadable(String part, Throwable cause) {
        put(part, "[could not be read: " + cause.getClass().getName() + "]");
    }

    public LineExtra exception(@Nullable Throwable thrown) {
        return thrown == null ? this : exceptionText(ThrowableText.of(thrown));
    }

    public LineExtra exceptionText(@Nullable String text) {
        return put(LogEntry.EXCEPTION, text);
    }

    /** The task that the line belongs to: what its fields name, else its context, else the run of this thread. */
    public @Nullable String task(@Nullable Map<?, ?> context) {
        String named = taskField != null ? taskField : TaskKeys.task(context);
        return named != null ? named : ThreadContextView.value(TaskKeys.TASK_ID, null);
    }

    /** The run that the line belongs to: what its context names, else the run of this thread. */
    public @Nullable String run(@Nullable Map<?, ?> context) {
        return ThreadContextView.value(TaskKeys.RUN_ID, TaskKeys.run(context));
    }

    /** @param key one of {@link TraceKeys} */
    void trace(String key, @Nullable Object id) {
        String text = id == null ? "" : BoundedName.of(id.toString());
        if (!text.isEmpty() && (more == null || !more.containsKey(key))) {
            traced |= key.equals(TraceKeys.TRACE_ID);
            put(key, text);
        }
    }

    /** What {@link LogEntry#extra} should hold. */
    public Map<String, Object> map() {
        if (!traced) {
            ActiveSpan.addTo(this);
        }
        if (mdc != null) {
            put("mdc", mdc.map());
        }
        return more != null ? more : thread != null ? Map.of("thread", thread) : Map.of();
    }

    private LineExtra put(String key, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        if (more == null) {
            more = new LinkedHashMap<>();
            if (thread != null) {
                more.put("thread", thread);
            }
        }
        more.put(key, value);
        return this;
    }
}
