package dev.asyncz.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.OptionTable;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.keep.KeptContract;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.Storages;
import dev.asyncz.agent.storage.custom.CustomStorage;
import dev.asyncz.api.LogStorage;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever was added is there as a whole: what was left out of a filter, an option, a storage or a page is named. */
class CompleteTest {
    private static final Path AGENT = Path.of(System.getProperty("basedir", "."));
    private static final Path DOCS = AGENT.resolve("../.github/docs");
    private static final Path SOURCES = AGENT.resolve("src/main/java");
    private static final Path PAGES =
            AGENT.resolve("../dashboard-resources/src/main/resources/dashboard/templates/pages");
    private static final String DASHBOARD = "dev/asyncz/agent/dashboard";

    /** Where a page goes on is no field of its form, and which columns it has is picked beside it. */
    private static final Set<String> NO_FIELDS = Set.of("before", "after", "columns");

    @Test
    void should_have_all_of_each_filter() throws IOException {
        List<String> filters = found(SOURCES.resolve(DASHBOARD + "/search/LogFilters.java"), "put\\(\"(\\w+)\"");
        List<String> missing = new ArrayList<>();
        for (String filter : filters) {
            missing.addAll(missingOfFilter(filter));
        }

        assertTrue(filters.size() > 10, filters::toString);
        assertEquals(List.of(), missing);
        assertEquals(
                List.of("half is in no row of docs/http.md", "half is no field of templates/pages/logs.mustache"),
                missingOfFilter("half"));
    }

    private static List<String> missingOfFilter(String filter) throws IOException {
        List<String> missing = new ArrayList<>();
        if (!rows("http.md").contains("`" + filter + "`")) {
            missing.add(filter + " is in no row of docs/http.md");
        }
        if (!NO_FIELDS.contains(filter)
                && !Files.readString(PAGES.resolve("logs.mustache")).contains("name=\"" + filter + "\"")) {
            missing.add(filter + " is no field of templates/pages/logs.mustache");
        }
        return missing;
    }

    @Test
    void should_ask_for_each_option() throws IOException {
        String code = files(SOURCES, ".java").stream().map(CompleteTest::read).collect(Collectors.joining());
        List<String> nobodyAsks = OptionTable.load().options().stream()
                .map(option -> option.key())
                .filter(key -> !code.contains("\"" + key + "\""))
                .toList();

        assertEquals(List.of(), nobodyAsks, "options that nobody asks for");
    }

    @Test
    void should_have_all_of_each_storage() throws Exception {
        List<String> missing = new ArrayList<>();
        List<Class<?>> openers = classes(StorageOpener.class, StorageOpener.class, "dev/asyncz/agent/storage");
        for (Class<?> opener : openers) {
            missing.addAll(missingOfStorage(opener));
        }

        assertTrue(openers.size() > 3, openers::toString);
        assertEquals(List.of(), missing);
        assertEquals(
                List.of(
                        "HalfOpener: no word of the option storage leads to it",
                        "HalfOpener: nothing in its folder passes the contract of storages",
                        "HalfOpener: nothing in its folder passes the contract of what is kept beside them"),
                missingOfStorage(HalfOpener.class));
    }

    /** Has a second place, and nothing else. */
    private abstract static class HalfOpener implements StorageOpener {
        @Override
        public dev.asyncz.agent.storage.kept.KeptPlace keptBeside(LogStorage opened) {
            throw new UnsupportedOperationException();
        }
    }

    private static List<String> missingOfStorage(Class<?> opener) throws Exception {
        List<String> missing = new ArrayList<>();
        List<String> names = storageNames().stream()
                .filter(name -> Storages.opener(name).getClass() == opener)
                .toList();
        if (names.isEmpty() && opener != CustomStorage.class) {
            missing.add(opener.getSimpleName() + ": no word of the option storage leads to it");
        }
        for (String name : names) {
            if (!Files.readString(DOCS.resolve("storages.md")).contains("`" + name + "`")) {
                missing.add(opener.getSimpleName() + ": docs/storages.md has no word on " + name);
            }
        }
        if (opener != CustomStorage.class
                && beside(opener, StorageContract.class).isEmpty()) {
            missing.add(opener.getSimpleName() + ": nothing in its folder passes the contract of storages");
        }
        boolean keeps = Arrays.stream(opener.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("keptBeside"));
        if (keeps && beside(opener, KeptContract.class).isEmpty()) {
            missing.add(
                    opener.getSimpleName() + ": nothing in its folder passes the contract of what is kept beside them");
        }
        return missing;
    }

    /** The tests of a kind in the package of an opener. */
    private static List<Class<?>> beside(Class<?> opener, Class<?> kind) throws Exception {
        String folder = opener.getPackageName().replace('.', '/');
        List<Class<?>> tests = classes(CompleteTest.class, kind, folder);
        tests.removeIf(each -> !each.getPackageName().equals(opener.getPackageName()));
        return tests;
    }

    @Test
    void should_lead_to_each_storage_that_the_option_names() {
        List<String> without = storageNames().stream()
                .filter(name -> Storages.opener(name) instanceof CustomStorage)
                .toList();

        assertEquals(List.of(), without, "words of the option storage without a line in Storages");
    }

    /** The words that the option allows, without what is no word. */
    private static List<String> storageNames() {
        return Arrays.stream(found(
                                AGENT.resolve("src/main/resources/asyncz-defaults.properties"),
                                "#: one of (memory[\\w|]+)")
                        .get(0)
                        .split("[|]"))
                .toList();
    }

    @Test
    void should_lead_to_each_page() throws Exception {
        String routes = read(SOURCES.resolve(DASHBOARD + "/Routes.java"));
        List<Class<?>> pages = new ArrayList<>(classes(StorageOpener.class, Object.class, DASHBOARD));
        pages.removeIf(each -> Arrays.stream(each.getDeclaredMethods())
                .noneMatch(method -> method.getName().equals("page")
                        && method.getParameterCount() > 0
                        && method.getParameterTypes()[0] == HttpRequest.class));
        List<String> without = pages.stream()
                .map(Class::getSimpleName)
                .filter(name -> !routes.matches("(?s).*\\b" + name + "[(:].*"))
                .toList();

        assertTrue(pages.size() > 4, pages::toString);
        assertEquals(List.of(), without, "pages without a line in Routes");
    }

    /** The first cells of the rows of a page of the documentation. */
    private static String rows(String page) {
        return read(DOCS.resolve(page))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" \\| ")[0])
                .collect(Collectors.joining("\n"));
    }

    private static List<String> found(Path file, String pattern) {
        return Pattern.compile(pattern)
                .matcher(read(file))
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }

    /** Of those compiled beside another one, in a folder and below it. */
    private static List<Class<?>> classes(Class<?> beside, Class<?> kind, String folder) throws Exception {
        Path root = Path.of(
                beside.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> found = new ArrayList<>();
        if (Files.isDirectory(root.resolve(folder))) {
            for (Path file : files(root.resolve(folder), ".class")) {
                String name =
                        root.relativize(file).toString().replace(".class", "").replace('/', '.');
                if (!name.contains("$") && !name.endsWith("-info")) {
                    found.add(Class.forName(name, false, CompleteTest.class.getClassLoader()));
                }
            }
        }
        found.removeIf(each -> !kind.isAssignableFrom(each) || Modifier.isAbstract(each.getModifiers()));
        return found;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
