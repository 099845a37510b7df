package dev.asyncz.bootstrap.naming;

import java.lang.StackWalker.StackFrame;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in the code that schedules work. Its name has no line, which the next release would move: it is that of the
 * method, and, where a method has several such places, which of them it was. Keeps no class alive. Thread-safe.
 */
public final class Place {
    /** Lines of places are for reading alone: further ones go by the name of the method. */
    private static final int MAX_SOURCES = 5_000;

    /** Where each place is, by its name. */
    private static final ConcurrentMap<String, String> SOURCES = new ConcurrentHashMap<>();

    private static final ClassValue<ClassPlaces> KNOWN = new ClassValue<>() {
        @Override
        protected ClassPlaces computeValue(Class<?> type) {
            Infrastructure.met(type);
            return new ClassPlaces();
        }
    };

    private final ClassPlaces places;
    private final String type;
    private final String method;
    private final int line;
    private final int instruction;
    private volatile @Nullable Named last;

    private record Named(String type, String name) {}

    private Place(ClassPlaces places, StackFrame frame) {
        this.places = places;
        this.type = ClassNames.withoutProxy(frame.getClassName());
        this.method = ClassNames.method(frame.getMethodName());
        this.line = frame.getLineNumber();
        this.instruction = frame.getByteCodeIndex();
    }

    static Place of(StackFrame frame) {
        return new Place(KNOWN.get(frame.getDeclaringClass()), frame);
    }

    /** The place that a name is of, with its line, as in {@code com.acme.Jobs.start:12}; null if it is of none. */
    public static @Nullable String source(String name) {
        return SOURCES.get(name);
    }

    /** Whether it is in the class of a name. */
    boolean isIn(String host) {
        return type.equals(host);
    }

    boolean isSame(Place other) {
        return line == other.line
                && (line > 0 || instruction == other.instruction)
                && type.equals(other.type)
                && method.equals(other.method);
    }

    /**
     * As in {@code com.acme.Jobs.start}, or {@code com.acme.Jobs.start#2} for the second place there.
     *
     * @param actual the class whose method it is, where that inherits it; null for the one that the method is written in
     */
    public String name(@Nullable String actual) {
        String owner = actual == null ? type : actual;
        Named known = last;
        if (known == null || !known.type.equals(owner)) {
            String name = places.name(ClassNames.qualified(owner, method), line > 0 ? line : -instruction - 1);
            known = new Named(owner, name);
            last = known;
            if (SOURCES.size() < MAX_SOURCES && !SOURCES.containsKey(name)) {
                SOURCES.put(name, toString());
            }
        }
        return known.name;
    }

    /** With its line: {@code com.acme.Jobs.start:12}. */
    @Override
    public String toString() {
        return ClassNames.qualified(type, method) + (line > 0 ? ":" + line : "");
    }
}
