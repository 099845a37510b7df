package dev.asyncz.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The libraries that programs run with: one folder of jars for each set. */
public final class Libs {
    public static final String LOG4J_OLDEST = "log4j-2.17.2";
    public static final String LOG4J_MIDDLE = "log4j-2.20.0";
    public static final String LOG4J_LATEST = "log4j-2.26.1";
    public static final String DISRUPTOR = "disruptor";
    public static final String QUARTZ = "quartz";
    public static final String SPRING_5 = "spring-5";
    public static final String SPRING_6 = "spring-6";

    /** The compiled programs and their resources. */
    public static final Path PROGRAMS = path("asyncz.programs");

    /** The version that is built. */
    public static final String VERSION = property("asyncz.version");

    private Libs() {}

    /** The jars of a set. */
    public static List<Path> jars(String set) {
        try (Stream<Path> jars = Files.list(path("asyncz.libs").resolve(set))) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path that the build hands over as a system property. */
    public static Path path(String property) {
        return Path.of(property(property)).toAbsolutePath().normalize();
    }

    private static String property(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(property + " is not set: run by 'mvn verify'");
        }
        return value;
    }
}
