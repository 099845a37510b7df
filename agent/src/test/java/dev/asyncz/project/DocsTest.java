package dev.asyncz.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody reads who meets the project: it leads everywhere, and nowhere astray. */
class DocsTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Path PAGES = ROOT.resolve(".github/docs");
    private static final int LONGEST_README = 180;

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

    static Stream<Path> everything() throws IOException {
        return Stream.concat(Stream.of(README), Stream.concat(markdown(ROOT.resolve(".github")), pages()));
    }

    static Stream<Path> pages() throws IOException {
        return markdown(PAGES);
    }

    @Test
    void should_have_a_readme_that_is_read_in_three_minutes() throws IOException {
        int lines = Files.readAllLines(README).size();

        assertTrue(lines <= LONGEST_README, lines + " lines; what is only looked up goes to .github/docs");
    }

    @Test
    void should_lead_from_the_readme_to_every_page() throws IOException {
        Set<Path> missing = pages().collect(Collectors.toCollection(TreeSet::new));
        missing.removeIf(page -> links(README).contains(".github/docs/" + page.getFileName()));

        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void should_have_no_link_that_leads_nowhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String link : links(page)) {
            if (!link.contains("://") && !leadsSomewhere(page, link)) {
                broken.add(link);
            }
        }

        assertEquals(List.of(), broken);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void should_begin_with_what_is_in_it(Path page) throws IOException {
        List<String> listed = links(page).stream()
                .filter(link -> link.startsWith("#"))
                .distinct()
                .toList();
        List<String> sections = matches(SECTION, withoutCode(page)).stream()
                .map(title -> "#" + anchor(title))
                .toList();

        assertTrue(listed.containsAll(sections), "listed " + listed + " of " + sections);
    }

    @Test
    void should_show_the_storage_that_the_tests_run() throws IOException {
        String page = Files.readString(PAGES.resolve("extending.md"));
        String source = Files.readString(ROOT.resolve("it/tests/src/main/java/com/acme/storage/CsvStorage.java"));
        String shown = "```java\n" + source.substring(source.indexOf("public final class")) + "```";

        assertTrue(page.contains(shown), "docs/extending.md has to show this:\n" + shown);
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        if (!Files.exists(target) || hash < 0) {
            return Files.exists(target);
        }
        return matches(HEADING, withoutCode(target)).stream()
                .map(DocsTest::anchor)
                .anyMatch(link.substring(hash + 1)::equals);
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                .replace(' ', '-');
    }

    private static List<String> links(Path page) {
        return matches(LINK, withoutCode(page));
    }

    private static String withoutCode(Path page) {
        try {
            return FENCED.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(each -> each.group(1)).toList();
    }

    private static Stream<Path> markdown(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }
}
