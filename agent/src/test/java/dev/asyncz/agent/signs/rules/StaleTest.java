package dev.asyncz.agent.signs.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Mutes;
import dev.asyncz.agent.signs.StaleAfter;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task has not succeeded for longer than somebody has said. */
class StaleTest extends TaskOnNodes {

    @ParameterizedTest
    @CsvSource({
        "26h, 25, ''",
        "26h, 27, STALE",
        "1d, 27, STALE",
        "b*=26h, 27, ''",
        "b=1h a=26h 1m, 25, ''",
        "b=1h a=26h 1m, 27, STALE",
        "1600m, 27, STALE",
        "'', 700, ''"
    })
    void should_say_so_of_the_tasks_that_are_meant(String said, int hoursAgo, String kind) {
        rules = new Signs(new StaleAfter(said), Mutes.none());
        has("shop-1", Life.HERE, now.plusSeconds(3_600));
        run("shop-1", now.minus(Duration.ofHours(hoursAgo)), 0, Outcome.OK);
        run("shop-1", now.minusSeconds(60), 10, Outcome.CUT_SHORT);

        assertEquals(kind.isEmpty() ? List.of() : List.of(Kind.valueOf(kind)), kinds());
    }

    @Test
    void should_say_since_when_also_where_it_has_never_succeeded() {
        rules = new Signs(new StaleAfter("1h"), Mutes.none());
        schedule = "every 10 min";
        has("shop-1", Life.HERE, now.plusSeconds(60));
        run("shop-1", now.minus(Duration.ofHours(2)), 10, Outcome.CUT_SHORT);

        assertTrue(
                only().sentence()
                        .startsWith("It has not succeeded in all the time of which its runs are known: 2 h, since"),
                only()::sentence);
    }

    @Test
    void should_not_mean_tasks_that_run_more_seldom_by_what_is_said_of_all() {
        rules = new Signs(new StaleAfter("26h"), Mutes.none());
        schedule = "cron 0 0 3 * * MON";
        has("shop-1", Life.HERE, now.plusSeconds(3_600));
        run("shop-1", now.minus(Duration.ofDays(6)), 10, Outcome.OK);
        assertEquals(List.of(), kinds());

        schedule = "once";
        assertEquals(List.of(), kinds());
    }

    @Test
    void should_name_what_it_cannot_read_and_use_the_rest() {
        StaleAfter after = new StaleAfter("26 nightly=2x a=26h");

        assertEquals(2, after.mistakes().size());
        assertTrue(after.mistakes().get(0).startsWith("'26' in alerts.stale is not used"), after.mistakes()::toString);
        assertEquals(Duration.ofHours(26), after.of("a", Duration.ZERO));
    }

    @Test
    void should_say_of_a_task_whose_first_time_has_passed_that_it_never_ran() {
        has("shop-1", Life.HERE, THREE);

        assertEquals(Kind.NEVER_RAN, only().kind());
        assertTrue(only().sentence().startsWith("It has never run, though due "), only()::sentence);
        run("shop-1", THREE.minus(Duration.ofDays(1)), 10, Outcome.OK);
        assertEquals(Kind.OVERDUE, only().kind());
    }
}
