package dev.asyncz.it;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Cell;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedulers of the README's matrix, with Log4j 2. */
@OnEachJdk
final class SchedulerMatrixIT {
    private final Jdk jdk;

    SchedulerMatrixIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ScheduledThreadPoolExecutor | the JDK's | WithLog4j2 |",
                "java.util.Timer | the JDK's | OnTimer |",
                "Spring | 5.3.31 | OnSpring | org.springframework:spring-context:5.3.31",
                "Spring | 6.2.11 | OnSpring | org.springframework:spring-context:6.2.11",
                "Quartz | 2.5.2 | OnQuartz | org.quartz-scheduler:quartz:2.5.2",
            })
    void should_keep_every_line_once_and_each_run_whole(
            String name, String version, String program, @Nullable String libs) {
        Launch launch = Launch.on(jdk).main("com.acme.matrix." + program).libs(Libs.SLF4J_TO_LOG4J);
        try (App app = (libs == null ? launch : launch.libs(libs)).start()) {
            Cell.of(Cell.Kind.SCHEDULER, name, version, jdk).ask(app);
        }
    }
}
