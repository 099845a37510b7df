package dev.asyncz.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.premain.AsynczAgent;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may refer to whom, read from the compiled classes: between the class loaders, and between the floors. */
class ArrowsTest {
    private static final Pattern ARROW = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+(.*)");
    private static final String AGENT = "dev.asyncz.agent.";
    private static final String DASHBOARD = AGENT + "dashboard.";
    private static final String BOOT = "dev.asyncz.bootstrap.";

    private static final List<Arrow> ARROWS = new ArrayList<>();

    /** One class refers to another, which lies {@code in} a module, a jar or a folder. */
    private record Arrow(String from, String to, String in) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    @BeforeAll
    static void readCompiledClasses() throws Exception {
        StringWriter out = new StringWriter();
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-verbose:class",
                        "-filter:none",
                        "--multi-release",
                        "base",
                        "--ignore-missing-deps",
                        "--class-path",
                        classPath(),
                        folder(Hub.class),
                        folder(AsynczAgent.class));
        assertEquals(0, status, out::toString);
        for (String line : out.toString().split("\\R")) {
            Matcher arrow = ARROW.matcher(line);
            // The lines between whole archives name files, not classes.
            if (arrow.matches() && arrow.group(1).startsWith("dev.asyncz.")) {
                ARROWS.add(
                        new Arrow(arrow.group(1), arrow.group(2), arrow.group(3).strip()));
            }
        }
    }

    private static String folder(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    @Test
    void should_have_read_every_root() {
        Set<String> roots = new TreeSet<>();
        ARROWS.forEach(each -> roots.add(each.from.replaceFirst("(dev\\.asyncz\\.\\w+)\\..*", "$1")));

        assertEquals(
                Set.of(
                        "dev.asyncz.premain",
                        "dev.asyncz.api",
                        "dev.asyncz.bootstrap",
                        "dev.asyncz.agent",
                        "dev.asyncz.bridge"),
                roots);
        assertTrue(ARROWS.size() > 1_000, () -> ARROWS.size() + " arrows");
    }

    @Test
    void should_let_premain_refer_to_the_jdk_alone() {
        assertNone("dev.asyncz.premain.", each -> !isJdk(each) && !each.to.startsWith("dev.asyncz.premain."));
    }

    @Test
    void should_let_the_api_refer_to_java_base_alone() {
        assertNone("dev.asyncz.api.", each -> !isJavaBase(each) && !each.to.startsWith("dev.asyncz.api."));
    }

    @Test
    void should_let_the_boot_classes_refer_to_java_base_and_the_api_alone() {
        assertNone(
                "dev.asyncz.bootstrap.",
                each -> !isJavaBase(each)
                        && !each.to.startsWith("dev.asyncz.bootstrap.")
                        && !each.to.startsWith("dev.asyncz.api."));
    }

    /** Each room of the boot classes may refer to those behind it alone. */
    @ParameterizedTest
    @CsvSource({
        "naming, ''",
        "run, naming",
        "handoff, run naming",
        "schedule, handoff run naming",
        "library, schedule handoff run naming",
        "line, run naming",
    })
    void should_let_no_reference_between_boot_classes_run_back(String room, String behind) {
        Set<String> known = new HashSet<>(List.of(behind.split(" ")));
        known.add(room);

        assertNone(BOOT + room + ".", each -> isInRoom(each.to) && !known.contains(roomOf(each.to)));
    }

    @Test
    void should_let_the_doors_refer_to_no_room() {
        assertNone(BOOT, each -> !isInRoom(each.from) && isInRoom(each.to));
    }

    private static boolean isInRoom(String type) {
        return type.startsWith(BOOT) && roomOf(type).equals(roomOf(type).toLowerCase(Locale.ROOT));
    }

    /** The folder of a boot class; the beginning of its own name if it lies in the root. */
    private static String roomOf(String type) {
        return type.substring(BOOT.length()).replaceFirst("[.$].*", "");
    }

    /** What outlives the JVM knows the tasks of this one, and the rules what a sign is; never the other way round. */
    @ParameterizedTest
    @CsvSource({"tasks, history", "signs, rules"})
    void should_let_no_reference_run_into_an_inner_room(String folder, String room) {
        String inner = AGENT + folder + "." + room + ".";

        assertNone(AGENT + folder + ".", each -> !each.from.startsWith(inner) && each.to.startsWith(inner));
    }

    @Test
    void should_let_the_agent_refer_to_neither_bridge_nor_premain() {
        assertNone(AGENT, each -> startsWithAny(each.to, "dev.asyncz.bridge.", "dev.asyncz.premain."));
    }

    @Test
    void should_let_the_agent_refer_to_no_class_of_an_application_but_in_advice() {
        // Advice is never run where it stands: its code goes into the application's class.
        assertNone(
                AGENT,
                each -> startsWithAny(
                                each.to,
                                "org.apache.logging.",
                                "org.springframework.",
                                "org.quartz.",
                                "ch.qos.",
                                "org.jobrunr.",
                                "net.javacrumbs.",
                                "com.github.kagkarlsson.",
                                "io.quarkus.",
                                "io.micronaut.")
                        && !each.from.matches("dev\\.asyncz\\.agent\\.(schedulers|logging|dashboard)\\..*\\$.*"));
    }

    @Test
    void should_let_a_bridge_refer_to_its_framework_the_boot_packages_and_java_base_alone() {
        assertNone("dev.asyncz.bridge.", each -> {
            String own = each.from.replaceFirst("(dev\\.asyncz\\.bridge\\.\\w+\\.).*", "$1");
            return !isJavaBase(each)
                    && !startsWithAny(each.to, own, "dev.asyncz.bootstrap.", "dev.asyncz.api.")
                    && !startsWithAny(each.to, framework(own));
        });
    }

    private static String[] framework(String bridge) {
        return switch (bridge) {
            case "dev.asyncz.bridge.quartz." -> new String[] {"org.quartz."};
            case "dev.asyncz.bridge.dbscheduler." -> new String[] {"com.github.kagkarlsson."};
            case "dev.asyncz.bridge.log4j2." -> new String[] {"org.apache.logging.log4j."};
            case "dev.asyncz.bridge.logback." -> new String[] {"ch.qos.logback.", "org.slf4j."};
            case "dev.asyncz.bridge.jul." -> new String[] {"java.util.logging."};
            case "dev.asyncz.bridge.jboss." -> new String[] {"org.jboss.logmanager.", "java.util.logging."};
            case "dev.asyncz.bridge.log4j1." -> new String[] {"org.apache.log4j."};
            default -> throw new AssertionError("a new bridge: say here which framework " + bridge + " is for");
        };
    }

    /** What each folder of the agent may refer to among the others; none runs back up, and siblings are apart. */
    @ParameterizedTest
    @CsvSource({
        "config, diagnostics", // 1
        "diagnostics, ''",
        "weaving, config diagnostics", // 2
        "storage, config diagnostics",
        "keep, storage config diagnostics",
        "tasks, keep config diagnostics",
        "signs, keep tasks config diagnostics",
        "schedulers, weaving config diagnostics", // 3
        "logging, weaving config diagnostics",
        "pipeline, keep storage tasks config diagnostics",
        "dashboard, weaving signs keep storage tasks config diagnostics",
        "cli, config diagnostics DashboardProcess Notice Version", // 5
    })
    void should_let_no_reference_run_back_up(String folder, String allowed) {
        Set<String> below = new HashSet<>(List.of(allowed.split(" ")));
        below.add(folder);

        assertNone(AGENT + folder + ".", each -> each.to.startsWith(AGENT) && !below.contains(folderOf(each.to)));
    }

    /** Of the dashboard's rooms; those of {@code http} may know each other and nobody else. */
    @ParameterizedTest
    @CsvSource({
        "http, ''",
        "search, http",
        "view, search http",
        "logs, view search http",
        "live, view search http",
        "runs, view search http",
        "api, runs live logs view search http",
    })
    void should_let_no_room_of_the_dashboard_know_those_beside_and_above_it(String room, String allowed) {
        Set<String> below = new HashSet<>(List.of(allowed.split(" ")));
        below.add(room);

        assertNone(
                DASHBOARD + room + ".",
                each -> each.to.startsWith(DASHBOARD) && !below.contains(folderOf(each.to, DASHBOARD)));
    }

    @ParameterizedTest
    @CsvSource({"http, ''", "http.port, http", "http.server, http http.port"})
    void should_let_requests_know_neither_the_port_nor_the_server(String room, String allowed) {
        Set<String> below = new HashSet<>(List.of(allowed.split(" ")));
        below.add(room);

        assertNone(
                DASHBOARD + room + ".",
                each -> packageOf(each.from).equals(DASHBOARD + room)
                        && each.to.startsWith(DASHBOARD)
                        && !below.contains(packageOf(each.to).substring(DASHBOARD.length())));
    }

    @Test
    void should_know_every_room_of_the_dashboard() {
        Set<String> rooms = new TreeSet<>();
        ARROWS.stream()
                .map(Arrow::from)
                .filter(each -> each.startsWith(DASHBOARD))
                .forEach(each -> rooms.add(folderOf(each, DASHBOARD)));
        rooms.removeIf(each -> Character.isUpperCase(each.charAt(0)) || each.equals("package-info"));

        assertEquals(Set.of("http", "search", "view", "logs", "live", "runs", "api"), rooms);
    }

    @Test
    void should_know_every_folder_of_the_agent() {
        Set<String> folders = new TreeSet<>();
        ARROWS.stream()
                .map(Arrow::from)
                .filter(each -> each.startsWith(AGENT))
                .forEach(each -> folders.add(folderOf(each)));
        folders.removeIf(each -> Character.isUpperCase(each.charAt(0)) || each.equals("package-info"));

        assertEquals(
                Set.of(
                        "config",
                        "diagnostics",
                        "weaving",
                        "storage",
                        "keep",
                        "tasks",
                        "signs",
                        "schedulers",
                        "logging",
                        "pipeline",
                        "dashboard",
                        "cli"),
                folders);
    }

    /** The folder below the agent's root; a class's own name if it lies in the root. */
    private static String folderOf(String type) {
        return folderOf(type, AGENT);
    }

    private static String folderOf(String type, String root) {
        String rest = type.substring(root.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    private static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    private static void assertNone(String root, Predicate<Arrow> forbidden) {
        List<Arrow> from =
                ARROWS.stream().filter(each -> each.from.startsWith(root)).toList();
        assertTrue(!from.isEmpty(), () -> "nothing was read of " + root);

        assertEquals(
                List.of(),
                from.stream()
                        .filter(each -> !isAnnotation(each))
                        .filter(forbidden)
                        .toList());
    }

    /** Not needed at run time: the JVM passes over annotations whose class is missing. */
    private static boolean isAnnotation(Arrow arrow) {
        return arrow.to.startsWith("org.jspecify.annotations.");
    }

    private static boolean isJavaBase(Arrow arrow) {
        return arrow.in.equals("java.base");
    }

    private static boolean isJdk(Arrow arrow) {
        return startsWithAny(arrow.in, "java.", "jdk.") && !arrow.in.contains(File.separator);
    }

    private static boolean startsWithAny(String name, String... prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
