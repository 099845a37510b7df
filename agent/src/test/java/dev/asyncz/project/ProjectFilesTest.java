package dev.asyncz.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Workflows, templates and examples: nobody runs them here, so at least they are what they say. */
class ProjectFilesTest {
    private static final Path GITHUB = Path.of(System.getProperty("basedir", "."), "..", ".github");
    private static final Pattern VERSION = Pattern.compile("asyncz-(?:agent|api):(\\d+\\.\\d+\\.\\d+)");

    static List<Path> yamlFiles() throws IOException {
        try (Stream<Path> files = Files.walk(GITHUB)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void should_be_yaml_without_a_key_twice(Path file) throws IOException {
        assertFalse(documents(file).isEmpty(), file.toString());
    }

    @Test
    void should_test_on_each_java_that_is_supported_and_ask_for_no_secret() throws IOException {
        Path file = GITHUB.resolve("workflows/build.yml");

        assertEquals(List.of(17, 21, 25), at(documents(file).get(0), "jobs", "test", "strategy", "matrix", "java"));
        assertFalse(Files.readString(file).contains("secrets."));
    }

    @Test
    void should_ask_for_secrets_in_the_job_that_publishes_alone() throws IOException {
        Object release = documents(GITHUB.resolve("workflows/release.yml")).get(0);

        assertFalse(String.valueOf(at(release, "jobs", "build")).contains("secrets."));
        assertEquals("release", at(release, "jobs", "publish", "environment"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflows/build.yml", "workflows/release.yml"})
    void should_say_for_each_step_what_it_does_and_pin_what_it_uses(String name) throws IOException {
        Map<?, ?> jobs = (Map<?, ?>) at(documents(GITHUB.resolve(name)).get(0), "jobs");
        for (Object job : jobs.values()) {
            assertNotEquals("", at(job, "runs-on"));
            for (Object step : (List<?>) at(job, "steps")) {
                boolean runs = !at(step, "run").equals("");

                assertTrue(runs || at(step, "uses").toString().matches(".+@v\\d+"), step::toString);
            }
        }
    }

    @Test
    void should_bring_the_agent_into_a_pod_by_an_init_container() throws IOException {
        Object deployment =
                documents(GITHUB.resolve("examples/kubernetes.yaml")).get(1);
        Object pod = at(deployment, "spec", "template", "spec");
        Object init = ((List<?>) at(pod, "initContainers")).get(0);
        Object container = ((List<?>) at(pod, "containers")).get(0);

        assertEquals(
                at(deployment, "spec", "selector", "matchLabels"),
                at(deployment, "spec", "template", "metadata", "labels"));
        String jar = ((List<?>) at(init, "command")).get(2).toString();
        assertEquals("-javaagent:" + jar, environment(container).get("JAVA_TOOL_OPTIONS"));
        for (Object each : List.of(init, container)) {
            Object mount = ((List<?>) at(each, "volumeMounts")).get(0);
            assertEquals(at(((List<?>) at(pod, "volumes")).get(0), "name"), at(mount, "name"));
            assertTrue(jar.startsWith(at(mount, "mountPath") + "/"), jar);
        }
    }

    @Test
    void should_set_options_that_there_are() throws IOException {
        Object deployment =
                documents(GITHUB.resolve("examples/kubernetes.yaml")).get(1);
        Object container = ((List<?>) at(deployment, "spec", "template", "spec", "containers")).get(0);
        List<String> names = new ArrayList<>();
        environment(container).keySet().forEach(name -> names.add(String.valueOf(name)));
        Matcher image = Pattern.compile("ENV (ASYNCZ_\\w+)=")
                .matcher(Files.readString(GITHUB.resolve("examples/application.Dockerfile")));
        image.results().forEach(each -> names.add(each.group(1)));
        names.remove("JAVA_TOOL_OPTIONS");

        List<String> known = OptionTable.load().options().stream()
                .map(option -> option.variable())
                .toList();
        assertTrue(names.size() > 2 && known.containsAll(names), names::toString);
    }

    /** A version that is written down somewhere is the one that is built. */
    @Test
    void should_name_one_version() throws IOException {
        String pom = Files.readString(GITHUB.resolve("../pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));
        List<Path> pages = new ArrayList<>(List.of(GITHUB.resolve("../README.md")));
        try (Stream<Path> files = Files.walk(GITHUB)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*(\\.md|\\.yaml|Dockerfile)"))
                    .forEach(pages::add);
        }
        for (Path page : pages) {
            VERSION.matcher(Files.readString(page))
                    .results()
                    .forEach(named -> assertEquals(version, named.group(1), page.toString()));
        }
    }

    /** The jar is copied from where the agent's own image has it. */
    @Test
    void should_copy_the_jar_from_where_it_is() throws IOException {
        String agent = Files.readString(GITHUB.resolve("examples/Dockerfile"));
        String application = Files.readString(GITHUB.resolve("examples/application.Dockerfile"));
        Matcher place = Pattern.compile("COPY asyncz-agent\\.jar (\\S+)").matcher(agent);

        assertTrue(place.find());
        assertTrue(Pattern.compile("COPY --from=\\S+ " + Pattern.quote(place.group(1)) + " /opt/asyncz-agent\\.jar\n")
                .matcher(application)
                .find());
        assertTrue(application.contains("-javaagent:/opt/asyncz-agent.jar\n"));
    }

    private static Map<?, ?> environment(Object container) {
        Map<Object, Object> variables = new HashMap<>();
        for (Object each : (List<?>) at(container, "env")) {
            variables.put(at(each, "name"), String.valueOf(at(each, "value")));
        }
        return variables;
    }

    /** What lies there; an empty text if nothing does. */
    private static Object at(Object node, String... path) {
        Object here = node;
        for (String key : path) {
            Object next = here instanceof Map<?, ?> map ? map.get(key) : null;
            here = next == null ? "" : next;
        }
        return here;
    }

    private static List<Object> documents(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Object> documents = new ArrayList<>();
        new Yaml(options).loadAll(Files.readString(file)).forEach(documents::add);
        return documents;
    }
}
