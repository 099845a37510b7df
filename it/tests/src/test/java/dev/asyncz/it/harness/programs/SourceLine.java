package dev.asyncz.it.harness.programs;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Where a program does something: the line in its source that ends with a comment of that name. */
public final class SourceLine {
    private SourceLine() {}

    /**
     * The name of the task that such a line schedules: of the tasks of that method the one that comes from there.
     *
     * @param method with its class, such as {@code com.acme.jobs.Starter.start}
     */
    public static String task(Dashboard dashboard, String method, String comment) {
        String source = method + ":" + of(method.substring(0, method.lastIndexOf('.')), comment);
        return Awaitility.await("a task from " + source)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> dashboard.tasks().stream()
                                .filter(each -> each.source().equals(source))
                                .map(Task::id)
                                .filter(each -> each.replaceFirst("#\\d+$", "").equals(method))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

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
