package dev.asyncz.bootstrap.line;

import dev.asyncz.api.LogEntry;
import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.ThreadSlot;
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
 * Most lines have a thread and nothing else, and share it with the line before. Not thread-safe.
 */
public final class LineExtra {
    private final ThreadSlot slot = RunScope.slot();
    private final @Nullable Run run = slot.run();
    private final @Nullable String thread;
    private @Nullable SharedContext shared;
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
        shared = run == null ? null : SharedContext.of(context, run);
        if (shared == null && context != null && !isRuns(context)) {
            addAll(context);
        }
        return this;
    }

    /** Whether a line has no context but its run's. */
    @SuppressWarnings("ReferenceEquality") // Those lines share it.
    private boolean isRuns(@Nullable Map<?, ?> context) {
        return run != null && context == run.context();
    }

    void addAll(Map<?, ?> context) {
        for (Map.Entry<?, ?> each : context.entrySet()) {
            mdc(each.getKey(), each.getValue());
        }
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

    /** Stands for a message that could not be read, which costs the message and never the line. Bounded; never throws. */
    public static String unreadableMessage(Throwable cause) {
        String why = cause.getClass().getName();
        try {
            String own = cause.getMessage();
            why += own == null ? "" : ": " + BoundedName.of(own);
        } catch (Throwable fromTheApplication) {
            // Then its class has to say it.
        }
        return "[message could not be read: " + why + "]";
    }

    public LineExtra exception(@Nullable Throwable thrown) {
        return thrown == null ? this : exceptionText(ThrowableText.of(thrown));
    }

    public LineExtra exceptionText(@Nullable String text) {
        return put(LogEntry.EXCEPTION, text);
    }

    /** The task that the line belongs to: what its fields name, else its context, else the run of this thread. */
    public @Nullable String task(@Nullable Map<?, ?> context) {
        String named = taskField != null || isRuns(context) ? taskField : TaskKeys.task(context);
        return named != null || run == null ? named : run.task();
    }

    /** The run that the line belongs to: what its context names, else the run of this thread. */
    public @Nullable String run(@Nullable Map<?, ?> context) {
        String named = isRuns(context) ? null : TaskKeys.run(context);
        return named != null || run == null || run.id().isEmpty() ? named : run.id();
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
        if (shared != null) {
            if (more == null && thread != null && !mayHaveSpan()) {
                return shared.extra(thread);
            }
            addAll(shared.all());
        }
        if (!traced) {
            ActiveSpan.addTo(this);
        }
        if (mdc != null) {
            put("mdc", mdc.map());
        }
        return more != null ? more : thread != null ? plain(thread) : Map.of();
    }

    /** Most lines of a thread have nothing else, and share it. */
    private Map<String, Object> plain(String name) {
        Map<String, Object> known = slot.extra();
        if (known == null || !name.equals(known.get("thread"))) {
            known = Map.of("thread", name);
            slot.share(known);
        }
        return known;
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
