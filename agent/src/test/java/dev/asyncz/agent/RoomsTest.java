package dev.asyncz.agent;

import static dev.asyncz.agent.Arrows.AGENT;
import static dev.asyncz.agent.Arrows.ARROWS;
import static dev.asyncz.agent.Arrows.assertNone;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.Arrows.Arrow;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may refer to whom within one class loader: the floors of the agent, and the rooms of the larger folders. */
class RoomsTest {
    private static final String DASHBOARD = AGENT + "dashboard.";

    private static final String BOOT = "dev.asyncz.bootstrap.";

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

        assertNone(BOOT + room + ".", each -> isInRoom(each.to()) && !known.contains(roomOf(each.to())));
    }

    @Test
    void should_let_the_doors_refer_to_no_room() {
        assertNone(BOOT, each -> !isInRoom(each.from()) && isInRoom(each.to()));
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

        assertNone(
                AGENT + folder + ".",
                each -> !each.from().startsWith(inner) && each.to().startsWith(inner));
    }

    /** What each folder of the agent may refer to among the others; none runs back up, and siblings are apart. */
    @ParameterizedTest
    @CsvSource({
        "config, diagnostics", // 1
        "diagnostics, ''",
        "words, ''",
        "weaving, config diagnostics", // 2
        "storage, words config diagnostics",
        "keep, storage config diagnostics",
        "tasks, keep config diagnostics",
        "signs, keep tasks words config diagnostics",
        "schedulers, weaving config diagnostics", // 3
        "logging, weaving config diagnostics",
        "pipeline, keep storage tasks config diagnostics",
        "problems, ''",
        "alerts, problems signs keep storage tasks words config diagnostics", // 4
        "dashboard, alerts problems weaving signs keep storage tasks words config diagnostics",
        "cli, config diagnostics DashboardProcess Notice TrialAlert Version", // 5
    })
    void should_let_no_reference_run_back_up(String folder, String allowed) {
        Set<String> below = new HashSet<>(List.of(allowed.split(" ")));
        below.add(folder);

        assertNone(AGENT + folder + ".", each -> each.to().startsWith(AGENT) && !below.contains(folderOf(each.to())));
    }

    /** Of the dashboard's rooms; those of {@code http} may know each other and nobody else. */
    @ParameterizedTest
    @CsvSource({
        "http, ''",
        "search, http",
        "view, search http",
        "logs, view search http",
        "live, view search http",
        "timeline, view search http",
        "nodes, view search http",
        "runs, timeline view search http",
        "alerts, view search http",
        "api, alerts timeline nodes runs live logs view search http",
    })
    void should_let_no_room_of_the_dashboard_know_those_beside_and_above_it(String room, String allowed) {
        Set<String> below = new HashSet<>(List.of(allowed.split(" ")));
        below.add(room);

        assertNone(
                DASHBOARD + room + ".",
                each -> each.to().startsWith(DASHBOARD) && !below.contains(folderOf(each.to(), DASHBOARD)));
    }

    @ParameterizedTest
    @CsvSource({
        "http, http.reader",
        "http.reader, http",
        "http.port, http http.access",
        "http.access, http http.reader",
        "http.server, http http.port http.access http.reader"
    })
    void should_let_requests_know_neither_the_port_nor_the_server(String room, String allowed) {
        Set<String> below = new HashSet<>(List.of(allowed.split(" ")));
        below.add(room);

        assertNone(
                DASHBOARD + room + ".",
                each -> packageOf(each.from()).equals(DASHBOARD + room)
                        && each.to().startsWith(DASHBOARD)
                        && !below.contains(packageOf(each.to()).substring(DASHBOARD.length())));
    }

    @Test
    void should_know_every_room_of_the_dashboard() {
        Set<String> rooms = new TreeSet<>();
        ARROWS.stream()
                .map(Arrow::from)
                .filter(each -> each.startsWith(DASHBOARD))
                .forEach(each -> rooms.add(folderOf(each, DASHBOARD)));
        rooms.removeIf(each -> Character.isUpperCase(each.charAt(0)) || each.equals("package-info"));

        assertEquals(
                Set.of("http", "search", "view", "logs", "live", "timeline", "nodes", "runs", "alerts", "api"), rooms);
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
                        "tasks",
                        "signs",
                        "schedulers",
                        "logging",
                        "pipeline",
                        "dashboard",
                        "cli",
                        "keep",
                        "alerts",
                        "problems",
                        "words"),
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
}
