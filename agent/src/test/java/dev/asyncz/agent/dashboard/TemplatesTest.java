package dev.asyncz.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.StrictMembers;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every template, with the views that the pages make: each of its tags is asked for, and answered. */
class TemplatesTest {
    private static final Path FOLDER =
            Path.of("..", "dashboard-resources", "src", "main", "resources", "dashboard", "templates");

    private final StrictMembers members = new StrictMembers();
    private final EveryPage pages = new EveryPage(members);

    @AfterEach
    void close() {
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_find_in_the_views_whatever_a_template_names() throws Exception {
        pages.ask();

        assertEquals(Set.of(), members.missing());
        assertEquals(Set.of(), members.neverAsked());
        assertEquals(templatesWithTags(), members.files());
    }

    /** The test would see it. */
    @Test
    void should_notice_a_member_that_no_view_has() {
        pages.context().templates().text("pages/error", pages.context(), new Object());

        assertTrue(
                members.missing().contains("pages/error.mustache:6 title"),
                () -> members.missing().toString());
    }

    private static Set<String> templatesWithTags() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".mustache"))
                    .filter(TemplatesTest::hasTags)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean hasTags(Path file) {
        try {
            return Files.readString(file).replaceAll("\\{\\{(>[^}]*|\\.)}}", "").contains("{{");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
