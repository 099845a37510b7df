package dev.asyncz.it.logging;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that has ended keeps nothing of the application, whatever threads go on. */
@OnEachJdk
final class RedeployIT {
    private final Jdk jdk;

    RedeployIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.tenants.Log4j2Tenant, " + Libs.LOG4J_LATEST,
        "com.acme.tenants.LogbackTenant, ch.qos.logback:logback-classic:1.5.x"
    })
    void should_let_go_of_applications_whose_runs_have_left_a_thread_in_a_shared_library(String tenant, String libs) {
        String classPath = Stream.concat(Stream.of(Libs.PROGRAMS), Libs.jars(libs).stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        try (App app = Launch.on(jdk)
                .main("com.acme.tenants.Redeploys", classPath, tenant)
                .property("log4j2.disableJmx", true)
                .property("log4j.shutdownHookEnabled", false)
                .jvm("-XX:+UseSerialGC")
                .start()
                .awaitStdout("ready")) {
            app.dashboard().awaitMessage("about to fail");

            assertTrue(app.stdout().contains("alive=0, threads of the driver=20"), app.stdout());
        }
    }
}
