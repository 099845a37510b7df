package dev.asyncz.it.signs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.programs.SourceLine;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planned more than once, and what plans itself anew. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachJdk
final class PlannedIT {
    private static final String PROGRAM = "com.acme.signs.Planned";
    private static final String IN = PROGRAM + "$";

    private final Jdk jdk;

    PlannedIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @ValueSource(strings = {Libs.SPRING_5, Libs.SPRING_6})
    void should_say_how_many_schedules_of_a_task_are_live_and_where_each_was_made(String spring) {
        try (App app = Launch.on(jdk)
                .libs(spring, Libs.LOG4J_LATEST)
                .main(PROGRAM)
                .start()
                .awaitStdout("ready")) {
            Map<String, String> doubled = await("the signs")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> signs(app), PlannedIT::areAllOldEnough);
            assertSaid(doubled, IN + "Doubled", "3 live schedules at once (every 3 s)", "start:", "starts anew");
            assertSaid(doubled, IN + "Ticks", "3 live schedules at once (every 500 ms)", "timerStarts:", "a Timer");
            String context = "contextStarts:";
            assertSaid(doubled, IN + "Jobs.delayed", "3 live", context, "a context");
            assertSaid(doubled, IN + "Jobs.cron", "3 live", context, "a context");
            assertSaid(doubled, IN + "Jobs.twoOfItsOwn", "6 live", context, "a context");
            assertOneIsOne(app);
            assertWhatPlansItselfRepeats(app);

            app.type("less");
            await("the end of the signs").atMost(Duration.ofSeconds(30)).until(() -> signs(app), Map::isEmpty);
            assertEquals(2, task(app, IN + "Jobs.twoOfItsOwn").path("schedules").asInt());
            for (String one : new String[] {"Doubled", "Ticks", "Jobs.delayed", "Jobs.cron"}) {
                assertEquals(1, task(app, IN + one).path("schedules").asInt(), one);
                assertTrue(!task(app, IN + one).path("next_run").isNull(), one);
            }
        }
    }

    private static boolean areAllOldEnough(Map<String, String> signs) {
        return signs.size() == 5 && signs.values().stream().noneMatch(said -> said.matches("It has [245] .*"));
    }

    private static void assertSaid(Map<String, String> signs, String task, String what, String where, String marked) {
        String said = signs.getOrDefault(task, "nothing of " + task + ", but " + signs);
        assertTrue(said.startsWith("It has " + what), said);
        assertTrue(said.contains("made at " + PROGRAM + "." + where + SourceLine.of(PROGRAM, marked)), said);
    }

    private static void assertOneIsOne(App app) {
        for (String one : new String[] {"Single", "Restarted", "RestartedTicks"}) {
            assertEquals(1, task(app, IN + one).path("schedules").asInt(), one);
        }
    }

    private static void assertWhatPlansItselfRepeats(App app) {
        for (String each : new String[] {"Again", "Calls", "AgainByTimer"}) {
            JsonNode task = task(app, IN + each);
            assertEquals("again after each run", task.path("schedule").asText(), each);
            for (JsonNode sign : task.path("signs")) {
                // On a busy machine a run may be slow.
                assertEquals("slow", sign.path("kind").asText(), task::toString);
            }
        }
        assertEquals("once", task(app, IN + "Once").path("schedule").asText());
    }

    /** By task. */
    private static Map<String, String> signs(App app) {
        Map<String, String> signs = new TreeMap<>();
        for (JsonNode task : app.dashboard().json("/dashboard/api/tasks").path("tasks")) {
            for (JsonNode sign : task.path("signs")) {
                if (sign.path("kind").asText().equals("multiple")) {
                    assertEquals("warn", sign.path("severity").asText());
                    signs.put(task.path("id").asText(), sign.path("sentence").asText());
                }
            }
        }
        return signs;
    }

    private static JsonNode task(App app, String id) {
        for (JsonNode task : app.dashboard().json("/dashboard/api/tasks").path("tasks")) {
            if (task.path("id").asText().equals(id)) {
                return task;
            }
        }
        throw new AssertionError("nobody knows " + id);
    }
}
