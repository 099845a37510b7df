package dev.asyncz.it.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Class loaders that hide the packages of the boot class path, as those of OSGi and of JBoss Modules do. */
@OnEachJdk
final class HiddenBootPathIT {
    private static final String FELIX = "org.apache.felix:org.apache.felix.framework:newest";
    private static final String JBOSS_MODULES = "org.jboss.modules:jboss-modules:newest";

    private final Jdk jdk;

    HiddenBootPathIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "jboss"})
    void should_leave_a_loader_alone_that_hides_them_and_say_so_once(String container) {
        try (App app = container(container).start()) {
            app.awaitStdout("worked inside").awaitStdout("ready").dashboard();

            assertEquals(
                    1,
                    app.stderr()
                            .lines()
                            .filter(line -> line.contains("hides the boot class path"))
                            .count(),
                    app.stderr());
            assertTrue(app.dashboard().logs().isEmpty(), "its lines cannot be captured");
            App.Ended ended = app.end();
            assertEquals(0, ended.exitCode());
        }
    }

    @ParameterizedTest
    @CsvSource({"felix, org.osgi.framework.bootdelegation, dev.asyncz.*", "jboss, jboss.modules.system.pkgs, dev.asyncz"
    })
    void should_capture_where_they_are_let_in(String container, String property, String packages) {
        try (App app = container(container).property(property, packages).start()) {
            assertEquals(
                    "com.acme.osgi.Inside$Task",
                    app.dashboard().awaitMessage("task inside").taskId());
        }
    }

    private Launch container(String kind) {
        String[] paths = Stream.concat(Stream.of(Libs.PROGRAMS), Libs.jars(Libs.LOG4J_LATEST).stream())
                .map(Path::toString)
                .toArray(String[]::new);
        return Launch.on(jdk)
                .main(
                        "com.acme.osgi.Container",
                        Stream.concat(Stream.of(kind), Stream.of(paths)).toArray(String[]::new))
                .libs(FELIX, JBOSS_MODULES);
    }
}
