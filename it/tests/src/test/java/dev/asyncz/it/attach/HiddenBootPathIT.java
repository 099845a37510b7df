package dev.asyncz.it.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Class loaders that hide the packages of the boot class path, as those of OSGi and of JBoss Modules do. */
@OnEachJdk
final class HiddenBootPathIT {
    /** Equinox first, as its jar is signed. */
    private static final String CONTAINERS = "org.eclipse.platform:org.eclipse.osgi:newest"
            + " org.apache.felix:org.apache.felix.framework:newest org.jboss.modules:jboss-modules:newest";

    private static final List<String> KNOWN = List.of("BundleClassLoader", "EquinoxClassLoader", "ModuleClassLoader");
    private static final String UNKNOWN = "Hiding";

    private final Jdk jdk;

    HiddenBootPathIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_capture_behind_those_of_known_makes_and_say_once_what_opens_another() {
        try (App app = container().start()) {
            for (String each : KNOWN) {
                app.dashboard().awaitMessage("inside " + each);
            }
            assertCaptured(app);
        }
    }

    @Test
    void should_do_so_in_a_jvm_that_runs_already() {
        try (App app = container().withoutAgent().start()) {
            app.awaitStdout("worked inside " + UNKNOWN);
            App.Ended attached = Launch.on(jdk)
                    .withoutAgent()
                    .jar(AgentJar.PATH, "attach", String.valueOf(app.pid()), "port=0")
                    .run();
            assertEquals(0, attached.exitCode(), attached.stderr());

            assertCaptured(app);
        }
    }

    private static void assertCaptured(App app) {
        for (String each : KNOWN) {
            Entry line = app.dashboard().awaitMessage("task inside " + each);
            assertEquals("com.acme.osgi.Inside$Task", line.taskId());
        }
        app.awaitStdout("worked inside " + UNKNOWN);
        List<String> told = app.stderr()
                .lines()
                .filter(line -> line.contains("hides the boot class path"))
                .toList();
        assertEquals(1, told.size(), app.stderr());
        assertTrue(
                told.get(0)
                        .endsWith("have it delegate the packages that begin with dev.asyncz. to the boot class loader"),
                told.get(0));
        // What the terminal has scrolled away, the pages still say.
        String overview = app.dashboard().get("/dashboard/").body();
        assertTrue(overview.contains("Not everything is captured") && overview.contains("hides the boot"), overview);
        assertTrue(app.dashboard().stats().path("trouble").asText().contains("hides the boot class path"));
        assertTrue(
                app.dashboard().logs().stream().noneMatch(each -> each.message().endsWith(UNKNOWN)),
                "its lines cannot be captured");
        assertEquals(0, app.end().exitCode());
    }

    private Launch container() {
        String[] paths = Stream.concat(Stream.of(Libs.PROGRAMS), Libs.jars(Libs.LOG4J_LATEST).stream())
                .map(Path::toString)
                .toArray(String[]::new);
        return Launch.on(jdk).main("com.acme.osgi.Container", paths).libs(CONTAINERS);
    }
}
