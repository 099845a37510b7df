package dev.asyncz.it.matrix;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.matrix.Cell;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The versions of Log4j 2 in the README's matrix, with a plain executor. */
@OnEachJdk
final class LoggingMatrixIT {
    private static final String LOG4J = "org.apache.logging.log4j:log4j-core";
    static final List<String> ALL = Libs.versions(LOG4J);

    private final Jdk jdk;

    LoggingMatrixIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest(name = "Log4j 2 {0}", allowZeroInvocations = true)
    @MethodSource("versions")
    void should_keep_every_line_once_and_each_run_whole(String version) {
        try (App app = Launch.on(jdk)
                .main("com.acme.matrix.WithLog4j2")
                .libs(LOG4J + ":" + version)
                .start()) {
            Cell.of(Cell.Kind.LOGGING, "Log4j 2", version, jdk).ask(app);
        }
    }

    static List<String> versions() {
        return Rows.wanted(ALL, LoggingMatrixIT::row);
    }

    static String row(String version) {
        return "Log4j 2 " + version;
    }
}
