package dev.asyncz.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;

/** That {@code -Dquick} means seconds: which tests start a server is known by their annotation alone. */
class NeedsServerTest {
    private static final Path TESTS = Path.of(System.getProperty("basedir", "."), "src/test/java");
    private static final Pattern STARTS =
            Pattern.compile("\\b(PostgresServer|RedisServers|PgBouncer|OpenSearchServer)\\.(?!class|config\\()");

    @Test
    void should_find_each_test_that_starts_a_server_annotated() throws Exception {
        List<String> starting = new ArrayList<>();
        List<String> unmarked = new ArrayList<>();
        for (Path file : testFiles()) {
            if (STARTS.matcher(Files.readString(file)).find()) {
                String name =
                        TESTS.relativize(file).toString().replace(".java", "").replace('/', '.');
                starting.add(name);
                if (!AnnotationSupport.isAnnotated(Class.forName(name), NeedsServer.class)) {
                    unmarked.add(name);
                }
            }
        }

        assertTrue(starting.size() > 10, starting.toString());
        assertEquals(List.of(), unmarked, "without @NeedsServer");
    }

    private static List<Path> testFiles() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.getFileName().toString().endsWith("Test.java"))
                    .toList();
        }
    }
}
