package dev.asyncz.it.servers;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A Payara Micro, of a hundred megabytes, with the web application of {@link TomEeIT}. */
@EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
final class PayaraIT {
    @Test
    void should_name_the_runs_of_enterprise_beans_by_their_methods() throws IOException {
        Path application = Launch.folder("payara").resolve("reports");
        Path classes = Files.createDirectories(application.resolve("WEB-INF/classes/com/acme/ee"));
        for (String type : List.of("Reports.class", "Reports$Cleanup.class")) {
            Files.copy(Libs.PROGRAMS.resolve("com/acme/ee").resolve(type), classes.resolve(type));
        }
        Launch launch = Launch.on(Jdk.RUNNING).options("storage.maxlen=100000");
        for (String opened : List.of("java.lang", "java.io", "java.util", "java.net", "java.nio", "sun.nio.ch")) {
            launch.jvm("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        launch.jvm("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        try (App payara = launch.jar(
                        Libs.jars("fish.payara.extras:payara-micro:newest !*:*").get(0),
                        "--deploy",
                        application.toString(),
                        "--nocluster",
                        "--autoBindHttp")
                .start()) {
            ReportsBean.assertRuns(payara.dashboard());
        }
    }
}
