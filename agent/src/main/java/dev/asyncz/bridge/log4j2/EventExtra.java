package dev.asyncz.bridge.log4j2;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.line.LineExtra;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext.ContextStack;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.TriConsumer;
import org.jspecify.annotations.Nullable;

/** What an event has beyond its text; fields are the data of a MapMessage or StructuredDataMessage. */
final class EventExtra {
    /** The entry of a map that is its message. */
    private static final String MESSAGE = "message";

    private static final LogLevel[] LEVELS = LogLevel.values();

    /** Not a lambda: the first one costs a JVM that starts more than a class. */
    static final TriConsumer<String, Object, LineExtra> MDC = new TriConsumer<>() {
        @Override
        public void accept(String key, Object value, LineExtra extra) {
            extra.mdc(key, value);
        }
    };

    private EventExtra() {}

    static Map<String, Object> of(LogEvent event, ReadOnlyStringMap context) {
        Map<String, Object> shared = LineExtra.mayHaveSpan() || !isPlain(event)
                ? null
                : RunContext.extra(RunScope.current(), context, event.getThreadName());
        return shared != null ? shared : made(event, context);
    }

    /** Whether a line has nothing but its text and its context. */
    private static boolean isPlain(LogEvent event) {
        return event.getThrown() == null
                && event.getMarker() == null
                && !hasStack(event)
                && !(event.getMessage() instanceof MapMessage<?, ?>)
                && isStandard(event.getLevel().name());
    }

    /** One that cannot be asked counts as one, which costs its own part of the line alone. */
    private static boolean hasStack(LogEvent event) {
        try {
            return ndc(event.getContextStack()) != null;
        } catch (Throwable unreadable) {
            return true;
        }
    }

    private static Map<String, Object> made(LogEvent event, ReadOnlyStringMap context) {
        LineExtra extra = new LineExtra(event.getThreadName()).level(customLevel(event));
        addFields(event, extra);
        addContext(event, context, extra);
        // A marker prints as its name, followed by its parents' names in brackets.
        return extra.marker(event.getMarker()).exception(event.getThrown()).map();
    }

    private static void addFields(LogEvent event, LineExtra extra) {
        try {
            extra.fields(fields(event));
        } catch (Throwable t) {
            extra.unreadable("fields", t);
        }
    }

    private static void addContext(LogEvent event, ReadOnlyStringMap context, LineExtra extra) {
        try {
            extra.ndc(ndc(event.getContextStack()));
        } catch (Throwable t) {
            extra.unreadable("ndc", t);
        }
        try {
            context.forEach(MDC, extra);
        } catch (Throwable t) {
            extra.unreadable("mdc", t);
        }
    }

    /**
     * What the message of a map is: the text it was given, as a StructuredDataMessage is, else its entry of that name; the
     * formatted text where it has neither, and for any other message.
     */
    static String message(@Nullable Message logged, String formatted) {
        if (!(logged instanceof MapMessage<?, ?> map)) {
            return formatted;
        }
        try {
            String given = map.getFormat();
            String own = given == null || given.isEmpty() ? map.get(MESSAGE) : given;
            return own == null || own.isEmpty() ? formatted : own;
        } catch (Throwable unreadable) {
            return formatted;
        }
    }

    /** The task that the message's own fields name; null when they name none. */
    static @Nullable String taskField(LogEvent event) {
        if (event.getMessage() instanceof MapMessage<?, ?> message) {
            try {
                return ContextKeys.task(message.getIndexedReadOnlyStringMap());
            } catch (Throwable unreadable) {
                return null;
            }
        }
        return null;
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

    private static @Nullable Map<String, Object> fields(LogEvent event) {
        if (!(event.getMessage() instanceof MapMessage<?, ?> message)) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        message.forEach((key, value) -> fields.put(key, value));
        String format = message.getFormat();
        if (format == null || format.isEmpty()) {
            // It is the line's message.
            fields.remove(MESSAGE);
        }
        if (message instanceof StructuredDataMessage structured) {
            if (structured.getType() != null) {
                fields.put("type", structured.getType());
            }
            if (structured.getId() != null) {
                fields.put("id", structured.getId().toString());
            }
        }
        return fields;
    }

    private static @Nullable List<String> ndc(@Nullable ContextStack stack) {
        return stack == null || stack.getDepth() == 0 ? null : stack.asList();
    }
}
