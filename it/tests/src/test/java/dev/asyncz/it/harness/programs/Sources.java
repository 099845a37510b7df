package dev.asyncz.it.harness.programs;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Programs that cannot be compiled with the others, as they need another version of a library, or an annotation
 * processor: the folders of {@code src/programs}.
 */
public final class Sources {
    private static final Path SOURCES = Libs.path("asyncz.programs.sources").resolve("../../programs");

    private Sources() {}

    /**
     * Compiles a folder, as Java 17.
     *
     * @param libraries as in {@link Libs}; annotation processors among them are run
     * @return the folder of the classes, for the class path
     */
    public static Path compiled(String folder, String... libraries) {
        return compiled(Launch.folder("classes-" + folder), files(SOURCES.resolve(folder)), libraries);
    }

    /**
     * Compiles a package of the other programs for Java EE, whose names begin with javax where those of Jakarta EE
     * begin with jakarta.
     */
    public static Path forJavaEe(String packageFolder, String... libraries) {
        Path sources = Launch.folder("sources-javaee");
        List<String> renamed = new ArrayList<>();
        for (String file : files(Libs.path("asyncz.programs.sources").resolve(packageFolder))) {
            Path source = sources.resolve(Path.of(file).getFileName());
            try {
                Files.writeString(source, App.read(Path.of(file)).replace("import jakarta.", "import javax."));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            renamed.add(source.toString());
        }
        return compiled(Launch.folder("classes-javaee"), renamed, libraries);
    }

    private static Path compiled(Path classes, List<String> files, String... libraries) {
        List<Path> path = new ArrayList<>(Libs.jars(libraries));
        path.add(Libs.PROGRAMS);
        List<String> words = new ArrayList<>(List.of(
                "-g",
                "-d",
                classes.toString(),
                "--release",
                "17",
                "-cp",
                path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        words.addAll(files);
        int status =
                ToolProvider.getSystemJavaCompiler().run(null, System.out, System.out, words.toArray(String[]::new));
        if (status != 0) {
            throw new AssertionError(files + " do not compile");
        }
        return classes;
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(each -> each.endsWith(".java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
