package dev.asyncz.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Cell;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's agent in the same JVM, which weaves into the same classes. */
final class BesideOpenTelemetryIT {

    @ParameterizedTest(name = "{0}, OpenTelemetry first: {1}")
    @CsvSource({"RUNNING, true", "RUNNING, false", "V25, false"})
    void should_answer_the_questions_of_the_matrix_in_either_order(Jdk jdk, boolean openTelemetryFirst) {
        String other = "-javaagent:"
                + Libs.jars("io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1")
                        .get(0);
        String own = "-javaagent:" + AgentJar.PATH + "=port=0";
        Launch launch = Launch.on(jdk)
                .withoutAgent()
                .jvm(openTelemetryFirst ? other : own, openTelemetryFirst ? own : other)
                .main("com.acme.matrix.OnSpring")
                .libs(Libs.SPRING_6, Libs.LOG4J_LATEST);
        for (String signal : List.of("traces", "metrics", "logs")) {
            launch.property("otel." + signal + ".exporter", "none");
        }
        try (App app = launch.start()) {
            Cell.of(Cell.Kind.SCHEDULER, "Spring, beside OpenTelemetry", Libs.SPRING_6, jdk)
                    .assertAnswers(app);
            assertEquals(
                    List.of(),
                    app.stderr()
                            .lines()
                            .filter(line -> line.contains("not captured") || line.contains("VerifyError"))
                            .toList());
        }
    }
}
