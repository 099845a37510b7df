package dev.asyncz.agent.signs.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.SchedulePeriod;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Signs that come from times and from silence. */
class NodeSignsTest extends TaskOnNodes {
    @Test
    void should_say_that_the_first_time_of_a_nightly_task_was_missed() {
        has("", Life.HERE, THREE);

        assertEquals(List.of(Kind.NEVER_RAN), kinds());
        assertEquals("It has never run, though due 11 min ago, at 03:00 UTC (cron 0 0 3 * * *)", only().sentence());
    }

    @Test
    void should_not_expect_it_to_the_second() {
        has("", Life.HERE, THREE);
        now = NOW.minusSeconds(5);

        assertEquals(List.of(), kinds());
    }

    @ParameterizedTest
    @CsvSource({"every 12 s, 11", "every 1 min, 31", "every 300 ms, 11", "every 2 h, 601"})
    void should_wait_for_half_a_period(String words, int seconds) {
        schedule = words;
        has("", Life.HERE, THREE);
        now = THREE.plusSeconds(seconds);
        assertEquals(List.of(Kind.NEVER_RAN), kinds());
        now = THREE.plusSeconds(seconds - 2);
        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_it_of_a_jvm_that_is_silent() {
        has("shop-2", Life.SILENT, THREE, Instant.parse("2026-05-01T02:14:00Z"));

        assertEquals(List.of(Kind.NEVER_RAN), kinds());
        assertEquals(
                "Due at 03:00 UTC (cron 0 0 3 * * *), and not begun: the JVM that had it, shop-2, was last heard of at"
                        + " 02:14 UTC",
                only().sentence());
        assertEquals("shop-2", only().node());
    }

    @Test
    void should_say_it_of_a_jvm_that_somebody_stopped_but_not_of_a_program_that_was_done() {
        has("shop-2", Life.STOPPED, THREE, Instant.parse("2026-05-01T02:14:00Z"));
        assertTrue(only().sentence().endsWith("shop-2, was stopped at 02:14 UTC"), only()::sentence);

        nodes.clear();
        has("shop-2", Life.FINISHED, THREE, Instant.parse("2026-05-01T02:14:00Z"));
        assertEquals(List.of(), kinds());
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "STOPPED"})
    void should_not_miss_a_task_that_another_one_has(Life gone) {
        has("shop-2", gone, THREE, THREE.minusSeconds(900));
        has("shop-1", Life.LIVES, THREE.plus(Duration.ofDays(1)), NOW);

        assertEquals(List.of(), kinds());
    }

    @Test
    void should_not_miss_a_task_that_another_one_has_run_in_time() {
        has("shop-2", Life.SILENT, THREE, THREE.minusSeconds(900));
        run("shop-1", THREE.minusSeconds(20), 1, Outcome.OK);

        assertEquals(List.of(), kinds());
    }

    @Test
    void should_ask_a_jvm_that_lives_by_its_own_clock() {
        has("shop-2", Life.LIVES, THREE, THREE.plusSeconds(599));
        assertEquals(List.of(), kinds());

        nodes.clear();
        has("shop-2", Life.LIVES, THREE, THREE.plusSeconds(601));
        assertEquals(List.of(Kind.NEVER_RAN), kinds());
        assertTrue(only().sentence().startsWith("It has never run on shop-2, though due"), only()::sentence);
    }

    @Test
    void should_not_call_a_task_overdue_that_any_node_may_run_before_it_has_a_past() {
        nodes.add(new NodeTask("", Life.HERE, NOW, true, schedule, THREE, null, null, 0, null));

        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_that_a_node_ended_without_a_word_amid_runs() {
        schedule = "when called";
        Instant gone = Instant.parse("2026-05-01T02:14:05Z");
        nodes.add(new NodeTask("shop-2", Life.SILENT, gone, false, schedule, null, null, null, 3, null));
        run("shop-2", gone.minusSeconds(30), null, Outcome.CUT_SHORT);

        assertEquals(List.of(Kind.KILLED), kinds());
        assertEquals("shop-2 ended without a word at 02:14:05 UTC with 3 runs under way", only().sentence());
        run("shop-2", gone.plusSeconds(60), 10, Outcome.OK);
        assertEquals(List.of(), kinds());
    }

    @Test
    void should_forget_after_a_day_a_node_that_never_comes_back() {
        schedule = "when called";
        Instant gone = now.minus(Duration.ofHours(25));
        nodes.add(new NodeTask("shop-2", Life.SILENT, gone, false, schedule, null, null, null, 3, null));
        run("shop-2", gone.minusSeconds(30), null, Outcome.CUT_SHORT);

        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_where_a_task_died_and_show_the_run_that_failed_there() {
        schedule = "every 1 h";
        Instant died = Instant.parse("2026-05-01T02:14:00Z");
        nodes.add(new NodeTask("shop-1", Life.LIVES, NOW, false, schedule, null, "it is periodic", died, 0, null));
        has("shop-2", Life.LIVES, NOW.plusSeconds(600));
        run("shop-1", died.minusSeconds(1), 10, Outcome.FAILED);
        run("shop-2", NOW, 10, Outcome.OK);

        assertEquals(List.of(Kind.DIED), kinds());
        assertEquals("It died on shop-1 at 02:14 UTC (shop-2 runs it) after boom: it is periodic", only().sentence());
        assertEquals("shop-1", only().node());
        assertEquals(
                Outcome.FAILED, java.util.Objects.requireNonNull(only().run()).outcome());
        run("shop-1", NOW, 10, Outcome.OK);
        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_that_it_fails_on_one_node_while_it_goes_well_on_the_other() {
        schedule = "every 1 h";
        has("shop-1", Life.LIVES, NOW.plusSeconds(600));
        has("shop-2", Life.LIVES, NOW.plusSeconds(600));
        for (int i = 1; i < 4; i++) {
            run("shop-1", NOW.minusSeconds(i * 3_600L + 1), 10, Outcome.FAILED);
            run("shop-2", NOW.minusSeconds(i * 3_600L), 10, Outcome.OK);
        }

        assertEquals(List.of(Kind.FAILING), kinds());
        assertEquals("Its last 3 runs on shop-1 failed: boom", only().sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every 5 s | PT5S",
                "every 1.5 s | PT1.5S",
                "every 300 ms | PT0.3S",
                "5 s after each run | PT0S",
                "once | PT0S",
                "cron 0 0 3 * * * | PT24H",
                "cron 0 0 3 * * ? | PT24H",
                "cron 0 3 * * * | PT24H",
                "cron */5 * * * * * | PT5S",
                "cron 0/5 * * * * ? | PT5S",
                "cron */15 * * * * | PT15M",
                "cron 0 */15 * * * * | PT15M",
                "cron 0 0 9-17 * * MON-FRI | PT1H",
                "cron 0 0 2 ? * SUN | PT168H",
                "cron 0 0 2 1 * ? | PT672H",
                "cron 0 0,30 * * * * | PT30M",
                "cron @daily | PT24H",
                "cron what ever | PT0S"
            })
    void should_read_how_often_a_task_runs(String words, Duration period) {
        assertEquals(period, SchedulePeriod.of(words));
    }
}
