package dev.asyncz.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which libraries of others the jar has: each one named in the bill of materials, and each with its licence. */
class BundledIT {
    private static final Path FILE = Path.of("target", "asyncz-agent.jar");
    private static final Pattern LIBRARY = Pattern.compile("\"purl\" : \"pkg:maven/(?!dev\\.asyncz/)([^/]+)/([^@]+)@");
    private static final String LICENCES = "META-INF/licenses/";

    /** Where the classes and files of each library lie. */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("com/fasterxml/jackson/core/", "jackson-core"),
            Map.entry("com/github/mustachejava/", "compiler"),
            Map.entry("com/zaxxer/hikari/", "HikariCP"),
            Map.entry("dashboard/static/htmx.min.js", "htmx.org"),
            Map.entry("net/bytebuddy/jar/asm/", "byte-buddy"),
            Map.entry("org/apache/commons/pool2/", "commons-pool2"),
            Map.entry("org/eclipse/jetty/http/", "jetty-http"),
            Map.entry("org/eclipse/jetty/io/", "jetty-io"),
            Map.entry("org/eclipse/jetty/server/", "jetty-server"),
            Map.entry("org/eclipse/jetty/util/", "jetty-util"),
            Map.entry("org/postgresql/", "postgresql"),
            Map.entry("org/slf4j/", "slf4j-api"),
            Map.entry("picocli/", "picocli"),
            Map.entry("redis/clients/authentication/", "redis-authx-core"),
            Map.entry("redis/clients/jedis/", "jedis"));

    private JarFile jar;
    private List<String> files;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(FILE.toFile());
        files = jar.stream()
                .filter(each -> !each.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void should_name_in_its_bill_of_materials_what_it_has_and_nothing_else() throws IOException {
        assertEquals(sorted(LIBRARIES.values()), billed());
        LIBRARIES.forEach((place, library) ->
                assertTrue(files.stream().anyMatch(each -> each.startsWith("asyncz/" + place)), library));
    }

    @Test
    void should_have_no_class_of_a_library_that_is_not_named() {
        Set<String> unknown = files.stream()
                .filter(each -> each.startsWith("asyncz/") && each.endsWith(".classdata"))
                .map(each -> each.substring("asyncz/".length()))
                .filter(each -> !each.startsWith("dev/asyncz/")
                        && LIBRARIES.keySet().stream().noneMatch(each::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), unknown, "a new library: say above where it lies; a test asks for its licence then");
    }

    /** Those that bring none in their own jar have one in src/main/licenses. */
    @Test
    void should_have_the_licence_of_each_library() throws IOException {
        Set<String> without = billed();
        without.removeIf(library -> files.stream()
                .anyMatch(each -> each.matches(Pattern.quote(LICENCES + library) + "/(.*/)?LICENSE(\\.\\w+)?")));

        assertEquals(Set.of(), without);
    }

    @Test
    void should_have_the_licence_of_nothing_that_it_does_not_have() {
        Set<String> licensed = files.stream()
                .filter(each -> each.startsWith(LICENCES))
                .map(each -> each.substring(LICENCES.length()).replaceFirst("/.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(sorted(LIBRARIES.values()), licensed);
    }

    @Test
    void should_say_under_which_licence_it_stands_itself() throws IOException {
        assertTrue(read("META-INF/LICENSE").contains("Apache License"));
        assertTrue(read("META-INF/NOTICE").startsWith("AsyncZ\n"));
        assertTrue(read(LICENCES + "byte-buddy/licenses/ASM").contains("INRIA"));
    }

    /** Or two builds would not be the same bytes. */
    @Test
    void should_have_no_time_and_no_number_of_the_build_in_its_bill() throws IOException {
        String bill = read("META-INF/sbom/bom.json");

        assertFalse(bill.contains("\"timestamp\""), bill);
        assertFalse(bill.contains("\"serialNumber\""), bill);
    }

    private Set<String> billed() throws IOException {
        return sorted(LIBRARY.matcher(read("META-INF/sbom/bom.json"))
                .results()
                .map(each -> each.group(2))
                .toList());
    }

    private static Set<String> sorted(Collection<String> names) {
        return new TreeSet<>(names);
    }

    private String read(String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
