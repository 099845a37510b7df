package dev.asyncz.bootstrap.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamedTasksTest {
    @Test
    void should_forget_methods_of_generated_classes_when_more_and_more_come() {
        for (int i = 0; i < NamedTasks.MAX_METHODS + 10; i++) {
            NamedTasks.name("com.acme.Made" + i + ".run", "task " + i, "@Task");
        }

        assertEquals("com.acme.Made9.run", NamedTasks.nameOf("com.acme.Made9.run"), "gone");
        assertEquals("task 10", NamedTasks.nameOf("com.acme.Made10.run"));
        assertEquals(
                "task " + (NamedTasks.MAX_METHODS + 9),
                NamedTasks.nameOf("com.acme.Made" + (NamedTasks.MAX_METHODS + 9) + ".run"));
    }
}
