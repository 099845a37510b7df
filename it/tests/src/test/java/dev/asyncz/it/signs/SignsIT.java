package dev.asyncz.it.signs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.servers.SharedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signs that come from times and from silence, from the shipped jar. */
@Execution(ExecutionMode.CONCURRENT)
final class SignsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String FLEET = "com.acme.signs.Fleet$";
    private static final String STARVED = "com.acme.signs.Starved$";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis"})
    void should_say_on_every_node_what_a_killed_one_had_and_where_a_task_died(String storage) {
        try (SharedServer server = SharedServer.of(storage, folder)) {
            server.start();
            try (App one = node("shop-1", server, "dying");
                    App three = node("shop-3", server, "living")) {
                try (App two = node("shop-2", server, "seldom", "lasting")) {
                    await("that others know what the node has")
                            .atMost(Duration.ofSeconds(12))
                            .until(() -> task(one, FLEET + "Seldom").isObject()
                                    && task(one, FLEET + "Lasting")
                                                    .path("running")
                                                    .asInt()
                                            == 2);
                    assertEquals(List.of(), signs(one, "Seldom"));
                    assertTrue(two.pid() > 0);
                } // As kill -9 does.
                for (App each : List.of(one, three)) {
                    says(each);
                }
                try (App process = server.dashboardProcess()) {
                    says(process);
                    String page = process.dashboard().get("/dashboard/").body();
                    assertTrue(page.contains("shop-2 ended without a word at"), page);
                }
            }
        }
    }

    private static void says(App app) {
        says(app, "Seldom", "never_ran", "shop-2", "the JVM that had it, shop-2, was last heard of at");
        says(app, "Lasting", "killed", "shop-2", "with 2 runs under way");
        says(app, "Dying", "died", "shop-1", "(shop-3 runs it) after java.lang.IllegalStateException: no ledger");
    }

    @ParameterizedTest
    @EnumSource
    void should_say_who_holds_the_only_thread_and_who_waits_for_it(Jdk jdk) {
        try (App app = Launch.on(jdk)
                .libs(Libs.LOG4J_LATEST, Libs.QUARTZ)
                .main("com.acme.signs.Starved")
                .start()
                .awaitStdout("ready")) {
            saysOf(app, STARVED + "Holds", "blocking", "2 tasks wait for one: ");
            saysOf(app, STARVED + "HoldsTimer", "blocking", "1 task waits for one: " + STARVED + "WaitsForTimer");
            saysOf(app, "DEFAULT.holds", "blocking", "1 task waits for one: DEFAULT.waits");
            assertEquals(List.of(), kinds(app, "overdue", "never_ran"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_say_who_holds_the_only_worker_of_db_scheduler(Jdk jdk) {
        try (App app = Launch.on(jdk)
                .libs(Libs.SLF4J_TO_LOG4J, "com.github.kagkarlsson:db-scheduler:16.12.0", "com.h2database:h2:2.3.232")
                .main("com.acme.signs.StarvedDb")
                .start()
                .awaitStdout("ready")) {
            saysOf(app, "holds", "blocking", "the only thread of its scheduler");
            saysOf(app, "holds", "blocking", "1 task waits for one: waits");
            assertEquals(List.of(), kinds(app, "overdue", "never_ran"));
        }
    }

    private static void says(App app, String task, String kind, String node, String words) {
        JsonNode sign = saysOf(app, FLEET + task, kind, words);
        assertEquals(node, sign.path("node").asText());
    }

    private static JsonNode saysOf(App app, String task, String kind, String words) {
        return await(task + ": " + kind)
                .atMost(PATIENCE)
                .until(
                        () -> {
                            for (JsonNode sign : task(app, task).path("signs")) {
                                if (sign.path("kind").asText().equals(kind)) {
                                    return sign.path("sentence").asText().contains(words) ? sign : null;
                                }
                            }
                            return null;
                        },
                        sign -> sign != null);
    }

    private static List<String> signs(App app, String task) {
        return task(app, FLEET + task).path("signs").findValuesAsText("kind");
    }

    private static List<String> kinds(App app, String... kinds) {
        List<String> tasks = new ArrayList<>();
        for (JsonNode task : app.dashboard().json("/dashboard/api/tasks").path("tasks")) {
            if (!Collections.disjoint(task.path("signs").findValuesAsText("kind"), List.of(kinds))) {
                tasks.add(task.path("id").asText());
            }
        }
        return tasks;
    }

    private static JsonNode task(App app, String id) {
        for (JsonNode task : app.dashboard().json("/dashboard/api/tasks").path("tasks")) {
            if (task.path("id").asText().equals(id)) {
                return task;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static App node(String name, SharedServer server, String... has) {
        return Launch.on(Jdk.RUNNING)
                .options(server.options())
                .options("node=" + name)
                .main("com.acme.signs.Fleet", has)
                .start()
                .awaitStdout("ready");
    }
}
