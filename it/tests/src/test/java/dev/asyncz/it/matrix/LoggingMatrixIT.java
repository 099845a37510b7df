package dev.asyncz.it.matrix;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.matrix.Cell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logging frameworks of the matrix of docs/limits.md, with a plain executor. */
@OnEachJdk
final class LoggingMatrixIT {
    private final Jdk jdk;

    LoggingMatrixIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Log4j 2 | 2.17.2 | WithLog4j2 | org.apache.logging.log4j:log4j-core:2.17.2",
                "Log4j 2 | 2.20.0 | WithLog4j2 | org.apache.logging.log4j:log4j-core:2.20.0",
                "Log4j 2 | 2.26.1 | WithLog4j2 | org.apache.logging.log4j:log4j-core:2.26.1",
            })
    void should_keep_every_line_once_and_each_run_whole(String name, String version, String program, String libs) {
        try (App app =
                Launch.on(jdk).main("com.acme.matrix." + program).libs(libs).start()) {
            Cell.of(Cell.Kind.LOGGING, name, version, jdk).ask(app);
        }
    }
}
