package dev.asyncz.it.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.matrix.Cell;
import dev.asyncz.it.harness.programs.FatJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spring Boot in one jar, with the loader of each of its generations and the Logback that it brings. */
@OnEachJdk
final class SpringBootIT {
    private static final String WITH_LOGBACK = "Spring Boot, with Logback";
    static final List<String> ALL = Libs.versions("org.springframework.boot:spring-boot-starter");
    private static final String PROGRAM = "com.acme.boot.BootApp";

    private final Jdk jdk;
    private final Path folder;

    SpringBootIT(Jdk jdk, @TempDir Path folder) {
        this.jdk = jdk;
        this.folder = folder;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("versions")
    void should_capture_in_a_fat_jar(String boot) throws IOException {
        Path jar = folder.resolve("boot.jar");
        FatJar.write(
                jar,
                boot,
                PROGRAM,
                List.of(
                        "com/acme/boot/BootApp.class",
                        "com/acme/matrix/Work.class",
                        "com/acme/Life.class",
                        "logback-boot.xml"));
        try (App app = Launch.on(jdk)
                .property("logging.config", "classpath:logback-boot.xml")
                .jar(jar)
                .start()) {
            Cell.of(Cell.Kind.SCHEDULER, WITH_LOGBACK, boot, jdk).ask(app);
            assertEquals(
                    PROGRAM + ".work",
                    app.dashboard().awaitMessage("run 1 begins").taskId());
        }
    }

    static List<String> versions() {
        return Rows.wanted(ALL, SpringBootIT::row);
    }

    static String row(String version) {
        return WITH_LOGBACK + " " + version;
    }
}
