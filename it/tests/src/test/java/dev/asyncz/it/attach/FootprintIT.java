package dev.asyncz.it.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.OnEachJdk;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the agent loads into an application that has nothing to capture. Class loading is what start-up costs. The
 * reader and writer of class files are needed anyway, for classes of the JDK.
 */
@OnEachJdk
final class FootprintIT {
    /** A few more than there are, as a slow start meets what looks once a second; the next library would be hundreds. */
    private static final int MOST_CLASSES_OF_THE_AGENT = 170;

    private static final int MOST_LAMBDAS = 80;

    private final Jdk jdk;

    FootprintIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_load_few_classes_of_its_own_and_no_library_until_they_are_needed() {
        try (App app = Launch.on(jdk)
                .main("com.acme.attach.Plain", "reads")
                .jvm("-Xlog:class+load:file=classes.log")
                .start()) {
            app.dashboard();
            app.end();
            List<String> loaded = app.read("classes.log")
                    .lines()
                    .map(line -> line.replaceFirst("^(\\[[^]]*\\])+ *", "").split(" ", 2)[0])
                    .toList();
            Set<String> own = loaded.stream()
                    .filter(each -> each.startsWith("dev.asyncz."))
                    .collect(Collectors.toCollection(TreeSet::new));
            List<String> libraries = loaded.stream()
                    .filter(each ->
                            each.matches("(org\\.eclipse|com\\.fasterxml|picocli|com\\.github|redis|org\\.postgresql"
                                    + "|com\\.zaxxer|net\\.bytebuddy\\.(?!jar\\.asm))\\..*"))
                    .toList();

            assertTrue(loaded.size() > 400, "the log has been read: " + loaded.size());
            assertTrue(own.size() > 30 && own.size() <= MOST_CLASSES_OF_THE_AGENT, own.size() + ": " + own);
            assertEquals(List.of(), libraries);
        }
    }

    /** Each lambda costs the first page as much as a class from a jar, or more: there were forty for the routes alone. */
    @Test
    void should_make_few_lambdas_and_load_no_writer_of_json_for_the_first_page() {
        try (App app = Launch.on(jdk)
                .main("com.acme.attach.Plain", "reads")
                .jvm("-Xlog:class+load:file=classes.log")
                .start()) {
            assertEquals(200, app.dashboard().get("/dashboard/logs/").statusCode());
            app.end();
            List<String> loaded = app.read("classes.log").lines().toList();
            List<String> later = loaded.stream()
                    .dropWhile(line -> !line.contains("dashboard.http.Templates"))
                    .toList();
            List<String> made = later.stream()
                    .filter(line -> line.contains("] dev.asyncz.") && line.contains("$$Lambda"))
                    .toList();

            assertTrue(later.size() > 400, "the page has been made: " + later.size());
            assertTrue(made.size() <= MOST_LAMBDAS, made.size() + ": " + made);
            assertEquals(
                    List.of(),
                    later.stream()
                            .filter(line -> line.contains("com.fasterxml"))
                            .toList());
        }
    }
}
