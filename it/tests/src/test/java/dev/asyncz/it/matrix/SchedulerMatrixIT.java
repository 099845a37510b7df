package dev.asyncz.it.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.matrix.Cell;
import dev.asyncz.it.harness.programs.Sources;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedulers of the matrix of docs/limits.md, with Log4j 2. */
@OnEachJdk
final class SchedulerMatrixIT {
    private static final String MICRONAUT = "io.micronaut:micronaut-context:4.10.26";

    private final Jdk jdk;

    SchedulerMatrixIT(Jdk jdk) {
        this.jdk = jdk;
    }

    /** A column for each: its task and its schedule; a task of the night and its cron expression; one that fails. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "ScheduledThreadPoolExecutor | the JDK's | WithLog4j2 | com.acme.matrix.Work | 50 ms after each run"
                        + "| '' | '' | '' |",
                "java.util.Timer | the JDK's | OnTimer | com.acme.matrix.OnTimer$Beat | every 50 ms | '' | '' | '' |",
                "Spring | 5.3.31 | OnSpring | com.acme.matrix.OnSpring.work | 50 ms after each run | '' | '' | '' |"
                        + "org.springframework:spring-context:5.3.31",
                "Spring | 6.2.11 | OnSpring | com.acme.matrix.OnSpring.work | 50 ms after each run | '' | '' | '' |"
                        + "org.springframework:spring-context:6.2.11",
                "Spring | 7.0.10 | OnSpring | com.acme.matrix.OnSpring.work | 50 ms after each run | '' | '' | '' |"
                        + "org.springframework:spring-context:7.0.10",
                "Quartz | 2.3.2 | OnQuartz | matrix.work | every 100 ms | matrix.nightly | 0 0 3 * * ? | '' |"
                        + "org.quartz-scheduler:quartz:2.3.2",
                "Quartz | 2.5.2 | OnQuartz | matrix.work | every 100 ms | matrix.nightly | 0 0 3 * * ? | '' |"
                        + "org.quartz-scheduler:quartz:2.5.2",
                "JobRunr | 7.5.3 | OnJobRunr | the work | '' | com.acme.matrix.OnJobRunr.nightly | 0 3 * * *"
                        + "| com.acme.matrix.OnJobRunr.fail | org.jobrunr:jobrunr:7.5.3 com.google.code.gson:gson:2.11.0",
                "JobRunr | 8.7.0 | OnJobRunr | the work | '' | com.acme.matrix.OnJobRunr.nightly | 0 3 * * *"
                        + "| com.acme.matrix.OnJobRunr.fail | org.jobrunr:jobrunr:8.7.0 com.google.code.gson:gson:2.11.0",
                "db-scheduler | 16.12.0 | OnDbScheduler | the work | 100 ms after each run | nightly | 0 0 3 * * *"
                        + "| fails | com.github.kagkarlsson:db-scheduler:16.12.0 com.h2database:h2:2.3.232",
                "Micronaut | 4.10.26 | OnMicronaut | com.acme.matrix.OnMicronaut.work | 50 ms after each run"
                        + "| com.acme.matrix.OnMicronaut.nightly | 0 0 3 * * * | com.acme.matrix.OnMicronaut.fail |"
                        + MICRONAUT,
            })
    void should_keep_every_line_once_and_each_run_whole(
            String name,
            String version,
            String program,
            String work,
            String schedule,
            String nightly,
            String cron,
            String failing,
            @Nullable String libs) {
        Launch launch = Launch.on(jdk).main("com.acme.matrix." + program).libs(Libs.SLF4J_TO_LOG4J);
        if (program.equals("OnMicronaut")) {
            launch.classes(OnMicronaut.CLASSES);
        }
        try (App app = (libs == null ? launch : launch.libs(libs)).start()) {
            Cell.of(Cell.Kind.SCHEDULER, name, version, jdk).ask(app);
            assertFacts(app.dashboard(), name, work, schedule);
            if (!nightly.isEmpty()) {
                app.dashboard()
                        .awaitTask(
                                nightly,
                                task -> task.schedule().equals("cron " + cron)
                                        && task.nextRun().contains("T03:00:00.000Z"),
                                "cron " + cron + ", next at three");
            }
            if (!failing.isEmpty()) {
                app.dashboard().awaitTask(failing, task -> task.failures() > 0, "a failure");
            }
        }
    }

    private static void assertFacts(Dashboard dashboard, String scheduler, String work, String schedule) {
        Task task = dashboard.awaitTask(work, each -> each.runs() >= 3, "three runs");

        assertEquals(scheduler, task.scheduler());
        assertEquals(schedule, task.schedule().replace("null", ""), "in words");
        assertFalse(task.infrastructure());
        // What schedulers poll for themselves is theirs.
        dashboard
                .tasks()
                .forEach(each -> assertEquals(
                        !each.id().matches("(the work|fails|nightly|daily|matrix.*|com.acme.*)"),
                        each.infrastructure(),
                        each::toString));
    }

    /** Compiled with Micronaut's annotation processor, once. */
    private static final class OnMicronaut {
        static final Path CLASSES = Sources.compiled(
                "micronaut", MICRONAUT, "io.micronaut:micronaut-inject-java:4.10.26", Libs.LOG4J_LATEST);
    }
}
