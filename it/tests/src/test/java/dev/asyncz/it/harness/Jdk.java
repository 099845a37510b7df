package dev.asyncz.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The JDKs that applications run on: the one that builds, and 25 where there is one. */
public enum Jdk {
    /** The one that the build runs on, 17 at least. */
    RUNNING,
    /** Found by the property {@code asyncz.jdk.25}, the variable {@code JAVA_25_HOME}, or among the system's JDKs. */
    V25;

    private static final int FEATURE_25 = 25;
    private static final String NO_JDK_25 =
            "no JDK 25: name its home by -Dasyncz.jdk.25=… or the variable JAVA_25_HOME";

    /** The home of this JDK. Where there is none, the test is skipped. */
    public Path home() {
        if (this == RUNNING) {
            return Path.of(System.getProperty("java.home"));
        }
        Assumptions.assumeTrue(Runtime.version().feature() != FEATURE_25, "the build runs on JDK 25 already");
        Optional<Path> home = found();
        if (home.isEmpty()) {
            // Surefire keeps the reason to its XML reports.
            System.out.println("Skipped: " + NO_JDK_25);
        }
        Assumptions.assumeTrue(home.isPresent(), NO_JDK_25);
        return home.orElseThrow();
    }

    /** One of its programs, such as {@code java}. */
    public Path program(String name) {
        return home().resolve("bin").resolve(name);
    }

    public boolean isAtLeast25() {
        return this == V25 || Runtime.version().feature() >= FEATURE_25;
    }

    /** What is named is taken, or nothing; without a name the system's JDKs are looked through. */
    private static Optional<Path> found() {
        Path system = Path.of("/usr/lib/jvm");
        String named = System.getProperty("asyncz.jdk.25", env("JAVA_25_HOME"));
        Stream<Path> homes = !named.isEmpty()
                ? Stream.of(Path.of(named))
                : Files.isDirectory(system) ? list(system) : Stream.empty();
        return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .findFirst();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> homes = Files.list(folder)) {
            return homes
                    .filter(home -> home.getFileName().toString().contains("25"))
                    .sorted(Comparator.naturalOrder())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String env(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }

    @Override
    public String toString() {
        return this == V25 ? "JDK 25" : "JDK " + Runtime.version().feature();
    }
}
