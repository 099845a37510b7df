package dev.asyncz.it.harness.programs;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Libs;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Where a program does something: the line in its source that ends with a comment of that name. */
public final class SourceLine {
    private SourceLine() {}

    /** The line's number, in the source of a class such as {@code com.acme.jobs.Starter}. */
    public static int of(String className, String comment) {
        Path source = Libs.path("asyncz.programs.sources").resolve(className.replace('.', '/') + ".java");
        List<String> lines = App.read(source).lines().toList();
        return IntStream.range(0, lines.size())
                .filter(at -> lines.get(at).endsWith("// " + comment))
                .map(at -> at + 1)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line of " + source + " ends with // " + comment));
    }
}
