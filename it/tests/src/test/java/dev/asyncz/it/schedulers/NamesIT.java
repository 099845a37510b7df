package dev.asyncz.it.schedulers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.programs.SourceLine;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Work is named by what it is, not by what wraps it, and a neighbour hides nothing. */
@OnEachJdk
final class NamesIT {
    private static final String PROGRAM = "com.acme.names.Names";
    private static final String LIBRARYS_NAME = "org.apache.zookeeper.acme.Elections";

    private final Jdk jdk;

    NamesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_name_work_by_what_it_is_and_say_what_died_though_its_neighbour_lives() {
        try (App app = Launch.on(jdk).main(PROGRAM).libs(Libs.LOG4J_LATEST).start()) {
            Dashboard dashboard = app.dashboard();

            assertTask(dashboard, "export", PROGRAM + "$Export");
            assertTask(dashboard, "sessions", PROGRAM + "$Sessions");
            assertTask(dashboard, "mail", PROGRAM + "$Mail.start");
            assertTask(dashboard, "a lambda", PROGRAM + ".main");
            assertTask(dashboard, "another", PROGRAM + ".main#2");
            assertEquals(PROGRAM + ".main#2", SourceLine.task(dashboard, PROGRAM + ".main", "another"));
            assertTask(dashboard, "elections", LIBRARYS_NAME);
            assertFalse(task(dashboard, LIBRARYS_NAME).infrastructure());
            assertEquals(
                    "ScheduledThreadPoolExecutor (RetryRollbacking)",
                    task(dashboard, PROGRAM + ".main").scheduler());
            assertDeathIsShownBesideLife(dashboard);
        }
    }

    private static void assertDeathIsShownBesideLife(Dashboard dashboard) {
        String beat = PROGRAM + "$Beat";
        long before = task(dashboard, beat).runs();
        dashboard.awaitTask(beat, task -> task.runs() > before + 3, "the neighbour goes on");
        Awaitility.await("the sign of the one that died")
                .atMost(Duration.ofSeconds(20))
                .until(() -> dashboard.get("/dashboard/").body().contains("One of its schedules never runs again"));
    }

    private static void assertTask(Dashboard dashboard, String message, String task) {
        assertEquals(task, dashboard.awaitMessage(message).taskId());
    }

    private static Task task(Dashboard dashboard, String id) {
        return dashboard.awaitTask(id, task -> task.runs() > 0, "has run");
    }
}
