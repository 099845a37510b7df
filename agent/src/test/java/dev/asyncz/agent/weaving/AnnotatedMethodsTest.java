package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.api.Task;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnotatedMethodsTest {
    private final AnnotatedMethods methods = new AnnotatedMethods(Task.class.getName());

    /** Long and double constants take two places. */
    @SuppressWarnings("unused")
    private static final class Annotated {
        private static final long LONG = 1L << 40;
        private static final double DOUBLE = Math.PI;

        @Task("by its name")
        void named() {
            System.out.println(LONG + 1.0 * DOUBLE * Math.E + "text");
        }

        @Task
        void unnamed() {}

        @Deprecated
        void plain() {}
    }

    @Test
    void should_find_annotated_methods_with_their_text() throws IOException {
        assertEquals(Map.of("named", "by its name", "unnamed", ""), methods.in(bytes(Annotated.class)));
    }

    @Test
    void should_find_nothing_in_other_classes_of_all_kinds() throws IOException {
        for (Class<?> each : new Class<?>[] {
            Object.class, Map.class, String.class, Math.class, Task.class, Thread.State.class, AnnotatedMethods.class,
        }) {
            assertEquals(Map.of(), methods.in(bytes(each)), each.getName());
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }
}
