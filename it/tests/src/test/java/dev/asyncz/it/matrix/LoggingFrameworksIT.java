package dev.asyncz.it.matrix;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.matrix.Cell;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One scenario through every framework and every bridge between them, against the application's own files: each line
 * exactly once, with its task and run, in the dashboard and in the file.
 */
@OnEachJdk
final class LoggingFrameworksIT {
    /** Voices that have a thread context. */
    private static final Set<String> WITH_CONTEXT = Set.of("Slf4j", "Slf4j2", "Logstash", "Log4j2", "Log4j1", "Jboss");

    private final Jdk jdk;

    LoggingFrameworksIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("setups")
    void should_keep_every_line_once_with_its_task(LoggingSetup setup) {
        try (App app = setup.launch(jdk).start()) {
            app.awaitStdout("ready");
            LoggedLines lines = LoggedLines.of(app, setup.voices);

            lines.assertWhole(setup.showsContext);
            lines.assertBound();
            Stream.of(setup.voices).filter(WITH_CONTEXT::contains).forEach(lines::assertContext);
            Stream.of(setup.voices)
                    .filter(voice -> !voice.startsWith("manager="))
                    .forEach(voice -> lines.assertRich(setup, voice));
            assertTrue(!setup.manages() || app.stdout().contains("managed by com.acme."), app.stdout());
        }
        Cell.of(Cell.Kind.LOGGING, setup.framework, setup.version, jdk).passed();
    }

    static List<LoggingSetup> setups() {
        return Rows.wanted(List.of(LoggingSetup.values()), LoggingSetup::row);
    }
}
