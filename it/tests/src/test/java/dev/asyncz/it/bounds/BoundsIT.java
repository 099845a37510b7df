package dev.asyncz.it.bounds;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Lives that break agents, in small heaps: the application survives, and what is held afterwards is stated. */
@OnEachJdk
final class BoundsIT {
    private static final long MB = 1 << 20;

    private final Jdk jdk;

    BoundsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_bound_names_of_threads_that_tell_a_whole_request() {
        try (App app = live("threads")) {
            assertTrue(held(app) < 20 * MB, () -> "held " + held(app));
            assertEquals(5_000, app.dashboard().stats().path("stored").asLong());
            Entry last = app.dashboard().await(each -> each.message().equals("line 4999"), "the last line");
            assertTrue(last.extra("thread").contains("[60017 characters"), last::toString);
        }
    }

    @Test
    void should_bound_names_of_tasks() {
        try (App app = live("names")) {
            assertTrue(held(app) < 20 * MB, () -> "held " + held(app));
            assertEquals(
                    1_000,
                    app.dashboard().logs().stream()
                            .map(Entry::taskId)
                            .distinct()
                            .count());
        }
    }

    @Test
    void should_bound_what_names_of_threads_in_runs_take() {
        try (App app = live("workers")) {
            assertTrue(held(app) < 25 * MB, () -> "held " + held(app));
        }
    }

    @Test
    void should_bound_failures_that_have_no_text() {
        try (App app = live("failures")) {
            assertTrue(held(app) < 15 * MB, () -> "held " + held(app));
        }
    }

    @Test
    void should_write_down_other_runs_when_some_never_end() {
        try (App app = start("endless", List.of("storage=json"))) {
            assertTrue(held(app) < 25 * MB, () -> "held " + held(app));
            await("the nightly run to be written down")
                    .until(() -> app.read("asyncz.json.runs")
                            .lines()
                            .anyMatch(line -> line.contains("nightly") && line.contains("\"ended OK\"")));
        }
    }

    @Test
    void should_hold_nothing_for_idle_threads_that_have_printed() {
        try (App app = start("printing", List.of("capture.stdout=true"))) {
            assertTrue(held(app) < 20 * MB, () -> "held " + held(app));
        }
    }

    @Test
    void should_forget_cancelled_timers_when_nothing_is_scheduled_any_more() {
        try (App app = live("timers")) {
            assertTrue(held(app) < 12 * MB, () -> "held " + held(app));
        }
    }

    @Test
    void should_keep_a_line_whose_marker_cannot_be_read() {
        try (App app = live("markers")) {
            Entry line = app.dashboard().await(each -> each.message().equals("readable all the same"), "the line");
            assertTrue(line.extra("marker").contains("StackOverflowError"), line::toString);
        }
    }

    /** Ten minutes of all lives, in 256 MB: what is held does not grow from minute three on, and lines keep their run. */
    @Test
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_stay_flat_through_all_lives_at_once() {
        int seconds = Integer.getInteger("asyncz.soak.seconds", 600);
        try (App app = Launch.on(jdk)
                .main("com.acme.bounds.Lives", "all", String.valueOf(seconds))
                .libs(Libs.LOG4J_LATEST)
                .jvm("-Xmx256m", "-Dlog4j2.level=INFO")
                .start()) {
            await().atMost(Duration.ofSeconds(seconds + 60))
                    .until(() -> app.stdout().contains("ready"));
            List<Long> held = app.stdout()
                    .lines()
                    .filter(line -> line.startsWith("held "))
                    .map(line -> Long.parseLong(line.substring(5)) / MB)
                    .toList();
            System.out.println("MB held on " + jdk + ", four times a minute: " + held);
            List<Long> settled = held.subList(held.size() * 3 / 10, held.size());
            assertTrue(settled.get(settled.size() - 1) < settled.get(0) * 5 / 4 + 5, settled::toString);
            assertFalse(app.stderr().contains("OutOfMemoryError"), app.stderr());
            List<Entry> lines = app.dashboard().allLogs().stream()
                    .filter(each -> each.message().startsWith("in "))
                    .toList();
            assertFalse(lines.isEmpty());
            assertEquals(
                    List.of(),
                    lines.stream()
                            .filter(each -> !String.valueOf(each.taskId())
                                    .startsWith(each.message().substring(3)))
                            .toList());
            assertTrue(
                    app.dashboard().allLogs().stream()
                            .filter(each -> each.message().equals("outside of runs"))
                            .allMatch(each -> each.taskId() == null),
                    "lines outside of runs are bound");
        }
    }

    private App live(String life) {
        return start(life, List.of());
    }

    private App start(String life, List<String> options) {
        App app = Launch.on(jdk)
                .main("com.acme.bounds.Lives", life)
                .libs(Libs.LOG4J_LATEST)
                .jvm("-Xmx64m", "-XX:+UseSerialGC", "-Dlog4j2.level=INFO")
                .options(options.toArray(String[]::new))
                .start()
                .awaitStdout("ready");
        assertFalse(app.stderr().contains("OutOfMemoryError"), app.stderr());
        return app;
    }

    private static long held(App app) {
        return app.stdout()
                .lines()
                .filter(line -> line.startsWith("held "))
                .map(line -> Long.parseLong(line.substring(5)))
                .findFirst()
                .orElseThrow();
    }
}
