package dev.asyncz.it.servers;

import static dev.asyncz.it.servers.ReportsBean.assertTask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.programs.SourceLine;
import dev.asyncz.it.harness.programs.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Java EE, whose names begin with javax: the container of TomEE 8 within a program. And, with the names of either, the
 * managed executors of GlassFish, Payara and WildFly. Each on one JDK: a server takes its time.
 */
final class JavaEeIT {
    private static final String OPENEJB = "org.apache.tomee:openejb-core:8.0.x";
    private static final String JAVAX_EXECUTORS = "org.glassfish:javax.enterprise.concurrent:newest";
    private static final String JAKARTA_EXECUTORS = "org.glassfish:jakarta.enterprise.concurrent:newest"
            + " jakarta.enterprise.concurrent:jakarta.enterprise.concurrent-api:newest";
    private static final Path CLASSES = Sources.forJavaEe("com/acme/ee", OPENEJB, JAVAX_EXECUTORS);
    private static final String MANAGED = "com.acme.ee.Managed";

    @Test
    void should_know_enterprise_beans_and_managed_executors_by_their_former_names() throws IOException {
        // What makes a folder of the class path a module with beans.
        Files.writeString(Files.createDirectories(CLASSES.resolve("META-INF")).resolve("ejb-jar.xml"), "<ejb-jar/>");
        try (App app = Launch.on(Jdk.RUNNING)
                .main("com.acme.ee.Embedded")
                .classesFirst(CLASSES)
                .libs(OPENEJB, JAVAX_EXECUTORS)
                // Else what the container says comes from a thread of its own.
                .property("openejb.log.async", false)
                .jvm("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .start()) {
            ReportsBean.assertRuns(app.dashboard());
            assertManagedRuns(app.dashboard());
            assertEquals(3, app.end().agentLines().size());
        }
    }

    @Test
    void should_know_managed_executors_by_their_present_names() {
        try (App app = Launch.on(Jdk.V25).main(MANAGED).libs(JAKARTA_EXECUTORS).start()) {
            assertManagedRuns(app.dashboard());
            assertEquals(3, app.end().agentLines().size());
        }
    }

    private static void assertManagedRuns(Dashboard dashboard) {
        assertTask(dashboard, "export", MANAGED + "$Export", 4);
        assertTask(dashboard, "export, executed", MANAGED + "$Export", 4);
        assertTask(dashboard, "delayed", place(dashboard, "delayed"), 1);
        assertTask(dashboard, "swept", MANAGED + "$Swept", 1);
        assertTask(dashboard, "once", place(dashboard, "once"), 1);
        assertTask(dashboard, "about to break", place(dashboard, "fails"), 2);
        for (String message : List.of("outside, executed", "outside, submitted")) {
            assertNull(dashboard.awaitMessage(message).runId(), message);
        }
        assertSchedule(dashboard, MANAGED + "$Export", "every 200 ms");
        assertSchedule(dashboard, place(dashboard, "delayed"), "200 ms after each run");
        assertSchedule(dashboard, MANAGED + "$Swept", "when its trigger says");
        dashboard.awaitTask(MANAGED + "$Swept", task -> task.runs() > 1, "more than one run");
        Task failed = dashboard.awaitTask(place(dashboard, "fails"), task -> task.running() == 0, "ended");
        assertEquals(1, failed.failures());
        Entry end = dashboard.await(
                each -> each.logger().equals("asyncz.task")
                        && place(dashboard, "fails").equals(each.taskId()),
                "its silent end");
        assertEquals("ERROR", end.level());
    }

    private static void assertSchedule(Dashboard dashboard, String id, String schedule) {
        Task task = dashboard.awaitTask(id, each -> each.runs() > 0, "has run");
        assertEquals(schedule, task.schedule());
        assertEquals("ManagedScheduledExecutorService", task.scheduler());
    }

    private static String place(Dashboard dashboard, String comment) {
        return SourceLine.task(dashboard, MANAGED + ".start", comment);
    }
}
