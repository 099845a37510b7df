package dev.asyncz.bridge.log4j2;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.ExtraValues;
import dev.asyncz.bootstrap.ThrowableText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext.ContextStack;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event has beyond its text:
 *
 * <pre>
 *   thread      the name of the thread that logged
 *   level       the level's own name, where it is none of the five
 *   fields      the data of a MapMessage or StructuredDataMessage
 *   mdc         the thread context, without the agent's own keys
 *   ndc         the context stack
 *   marker      the marker's name, and its parents'
 *   exception   the exception's text with its stack trace
 * </pre>
 */
final class EventExtra {
    private EventExtra() {}

    static Map<String, Object> of(LogEvent event, ReadOnlyStringMap context) {
        String thread = event.getThreadName();
        Object thrown = event.getThrown();
        if (isPlain(event, context) && thrown == null && thread != null) {
            return Map.of("thread", thread);
        }
        Map<String, Object> extra = new LinkedHashMap<>();
        put(extra, "thread", thread);
        put(extra, "level", customLevel(event));
        put(extra, "fields", fields(event));
        put(extra, "mdc", mdc(context));
        put(extra, "ndc", ndc(event.getContextStack()));
        put(extra, "marker", marker(event.getMarker()));
        put(extra, LogEntry.EXCEPTION, exception(event));
        return extra;
    }

    /** The task that the message's own fields name; null when they name none. */
    static @Nullable String taskField(LogEvent event) {
        if (event.getMessage() instanceof MapMessage<?, ?> message) {
            return ContextKeys.task(message.getIndexedReadOnlyStringMap());
        }
        return null;
    }

    private static boolean isPlain(LogEvent event, ReadOnlyStringMap context) {
        return event.getMarker() == null
                && hasOnlyOwnKeys(context)
                && isEmpty(event.getContextStack())
                && !(event.getMessage() instanceof MapMessage)
                && customLevel(event) == null;
    }

    private static boolean hasOnlyOwnKeys(ReadOnlyStringMap context) {
        // The agent adds both keys or none, and to most lines nothing else is added.
        return context.isEmpty()
                || (context.size() == 2
                        && context.containsKey(ContextKeys.RUN_ID)
                        && context.containsKey(ContextKeys.TASK_ID));
    }

    private static @Nullable String customLevel(LogEvent event) {
        String name = event.getLevel().name();
        return isStandard(name) ? null : name;
    }

    private static boolean isStandard(String name) {
        for (LogLevel each : LEVELS) {
            if (each.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static final LogLevel[] LEVELS = LogLevel.values();

    private static @Nullable Object fields(LogEvent event) {
        if (!(event.getMessage() instanceof MapMessage<?, ?> message)) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        message.forEach((key, value) -> fields.put(key, value));
        if (message instanceof StructuredDataMessage structured) {
            put(fields, "type", structured.getType());
            put(
                    fields,
                    "id",
                    structured.getId() == null ? null : structured.getId().toString());
        }
        return fields.isEmpty() ? null : ExtraValues.copy(fields);
    }

    private static @Nullable Object mdc(ReadOnlyStringMap context) {
        Map<String, Object> mdc = new LinkedHashMap<>();
        context.forEach((key, value) -> {
            if (!key.equals(ContextKeys.RUN_ID) && !key.equals(ContextKeys.TASK_ID)) {
                mdc.put(key, value);
            }
        });
        return mdc.isEmpty() ? null : ExtraValues.copy(mdc);
    }

    private static @Nullable Object ndc(@Nullable ContextStack stack) {
        return stack == null || isEmpty(stack) ? null : ExtraValues.copy(stack.asList());
    }

    private static boolean isEmpty(@Nullable ContextStack stack) {
        return stack == null || stack.getDepth() == 0;
    }

    /** A marker prints as its name, followed by its parents' names in brackets. */
    private static @Nullable Object marker(@Nullable Marker marker) {
        return marker == null ? null : ExtraValues.copy(marker.toString());
    }

    private static @Nullable String exception(LogEvent event) {
        Throwable thrown = event.getThrown();
        return thrown == null ? null : ThrowableText.of(thrown);
    }

    private static void put(Map<String, Object> extra, String key, @Nullable Object value) {
        if (value != null) {
            extra.put(key, value);
        }
    }
}
