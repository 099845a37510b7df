package dev.asyncz.bridge.logback;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields within the markers and structured arguments of logstash-logback-encoder, by reflection: it writes them as
 * JSON alone, and with either of two Jacksons.
 */
final class LogstashFields {
    private static final String PACKAGE = "net.logstash.logback.";

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private LogstashFields() {}

    /** Adds what {@code value} holds; false if it is nothing of Logstash's, or nothing that is known. */
    static boolean add(@Nullable Object value, EventParts parts) {
        if (value == null
                || value instanceof String
                || !value.getClass().getName().startsWith(PACKAGE)) {
            return false;
        }
        try {
            return SHAPES.get(value.getClass()).add(value, parts);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            return false;
        }
    }

    /**
     * How one of its classes holds its fields; null what it has not.
     *
     * @param name and {@code value} of a single field
     * @param several a map, or an object whose own fields are meant
     * @param deferred gives what is meant
     */
    private record Shape(
            @Nullable Method name,
            @Nullable Method value,
            @Nullable Field several,
            @Nullable Method deferred) {

        static Shape of(Class<?> type) {
            Field map = field(type, "map");
            return new Shape(
                    method(type, "getFieldName"),
                    method(type, "getFieldValue"),
                    map != null ? map : field(type, "object"),
                    method(type, "getSuppliedValue"));
        }

        boolean add(Object from, EventParts parts) throws ReflectiveOperationException {
            if (name != null && value != null) {
                parts.addField(String.valueOf(name.invoke(from)), value.invoke(from));
            } else if (several != null) {
                addAll(several.get(from), parts);
            } else {
                return deferred != null && LogstashFields.add(deferred.invoke(from), parts);
            }
            return true;
        }

        /** An object's own fields are for the application's Jackson to tell: its text stands for them. */
        private static void addAll(@Nullable Object values, EventParts parts) {
            if (values instanceof Map<?, ?> map) {
                map.forEach((key, value) -> parts.addField(String.valueOf(key), value));
            } else if (values != null) {
                parts.addField(values.getClass().getSimpleName(), values);
            }
        }

        private static @Nullable Method method(Class<?> type, String name) {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Method method : each.getDeclaredMethods()) {
                    if (method.getName().equals(name) && method.getParameterCount() == 0) {
                        return opened(method);
                    }
                }
            }
            return null;
        }

        private static @Nullable Field field(Class<?> type, String name) {
            for (Field each : type.getDeclaredFields()) {
                if (each.getName().equals(name)) {
                    return opened(each);
                }
            }
            return null;
        }

        /** Null where a module keeps it closed. */
        private static <M extends AccessibleObject & Member> @Nullable M opened(M member) {
            return member.trySetAccessible() ? member : null;
        }
    }
}
