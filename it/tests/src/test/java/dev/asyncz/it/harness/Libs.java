package dev.asyncz.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The libraries that programs run with, by their coordinates in a Maven repository: {@code group:artifact:version}
 * brings its own dependencies along, {@code !group:artifact} keeps one of them out ({@code *} stands for any). Several
 * may stand in one text, separated by blanks; where they bring different versions of one library, the nearest wins.
 * The version {@code newest}, and that of a line such as {@code 1.5.x}, is what {@code it/versions/pom.xml} has.
 */
public final class Libs {
    public static final String LOG4J_OLDEST = "org.apache.logging.log4j:log4j-core:2.17.x";
    public static final String LOG4J_MIDDLE = "org.apache.logging.log4j:log4j-core:2.20.x";
    public static final String LOG4J_LATEST = "org.apache.logging.log4j:log4j-core:newest";
    public static final String DISRUPTOR = "com.lmax:disruptor:newest";
    public static final String SLF4J_TO_LOG4J = "org.apache.logging.log4j:log4j-slf4j2-impl:newest";
    public static final String QUARTZ = "org.quartz-scheduler:quartz:newest " + SLF4J_TO_LOG4J;
    public static final String SPRING_5 = "org.springframework:spring-context:5.3.x";
    public static final String SPRING_6 = "org.springframework:spring-context:6.2.x";

    /** The compiled programs and their resources. */
    public static final Path PROGRAMS = path("asyncz.programs");

    /** The version that is built. */
    public static final String VERSION = property("asyncz.version");

    private static final Path TARGET = PROGRAMS.resolveSibling("unpacked");

    private Libs() {}

    /** The jars for these coordinates, with all that they depend on. */
    public static List<Path> jars(String... coordinates) {
        return MavenRepository.jars(Stream.of(coordinates)
                .flatMap(each -> Stream.of(each.split(" ")))
                .toList());
    }

    /** The version that these coordinates, without blanks, stand for. */
    public static String version(String coordinates) {
        String exact = Versions.exact(coordinates);
        return exact.substring(exact.lastIndexOf(':') + 1);
    }

    /** All versions of {@code group:artifact} to test with, the newest last. */
    public static List<String> versions(String library) {
        return Versions.of(library);
    }

    /** The one file of these coordinates, without what it depends on. */
    public static Path file(String coordinates) {
        return MavenRepository.file(coordinates);
    }

    /** The folder that a zip, as {@code group:artifact:zip:classifier:version}, is unpacked into; once for all tests. */
    public static synchronized Path unpacked(String coordinates) {
        Path zip = file(coordinates);
        Path folder = TARGET.resolve(zip.getFileName().toString().replaceFirst("\\.zip$", ""));
        try {
            if (!Files.exists(folder)) {
                Path unfinished = Launch.folder("unpacking");
                unpack(zip, unfinished);
                Files.createDirectories(TARGET);
                Files.move(unfinished, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException(zip + " has an entry outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(in, target);
                }
            }
        }
    }

    /** A path that the build hands over as a system property. */
    public static Path path(String property) {
        return Path.of(property(property)).toAbsolutePath().normalize();
    }

    static String property(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(property + " is not set: run by 'mvn verify'");
        }
        return value;
    }
}
