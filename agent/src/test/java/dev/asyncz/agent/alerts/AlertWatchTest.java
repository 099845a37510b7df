package dev.asyncz.agent.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.alerts.Alert.Details;
import dev.asyncz.agent.alerts.Alert.Event;
import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertWatchTest {
    private static final AlertRules ALL = new AlertRules(EnumSet.allOf(Kind.class), new NamePatterns(""), 1);

    private final Map<String, List<Sign>> signs = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private boolean muted;
    private AlertWatch watch = watch(ALL);
    private Instant now = Instant.parse("2026-05-01T02:00:00Z");

    @Test
    void should_tell_a_sign_once_when_it_begins_and_once_when_it_ends() {
        begin("nightly", Kind.FAILING);
        pass(60);
        end("nightly");
        pass(60);

        assertEquals(List.of("begin failing nightly", "end failing nightly"), told);
    }

    @Test
    void should_not_tell_that_a_sign_is_over_that_is_away_for_a_moment() {
        begin("nightly", Kind.OVERDUE);
        pass(9);
        end("nightly");
        pass(6);
        begin("nightly", Kind.OVERDUE);
        pass(60);

        assertEquals(List.of("begin overdue nightly"), told);
    }

    @Test
    void should_not_say_of_a_sign_that_somebody_mutes_that_it_is_over() {
        begin("nightly", Kind.FAILING);
        pass(30);
        muted = true;
        end("nightly");
        pass(60);

        assertEquals(List.of("begin failing nightly", "muted failing nightly"), told);
    }

    @Test
    void should_say_once_that_a_sign_flaps_and_tell_its_end_when_it_has_been_calm() {
        for (int i = 0; i < 6; i++) {
            begin("shaky", Kind.FAILING);
            pass(30);
            end("shaky");
            pass(30);
        }
        assertEquals(
                List.of(
                        "begin failing shaky",
                        "end failing shaky",
                        "begin failing shaky",
                        "end failing shaky",
                        "flapping failing shaky"),
                told);

        pass(700);

        assertEquals("end failing shaky", told.get(5));
        assertEquals(6, told.size());
    }

    @Test
    void should_tell_of_the_kinds_and_tasks_that_are_asked_for_alone() {
        watch = watch(new AlertRules(EnumSet.of(Kind.DIED), new NamePatterns("com.acme.*"), 1));
        begin("com.acme.Nightly", Kind.SLOW, Kind.DIED);
        begin("org.other.Job", Kind.DIED);
        pass(3);

        assertEquals(List.of("begin died com.acme.Nightly"), told);
    }

    @Test
    void should_go_on_where_another_node_has_told_and_say_what_it_has_not() {
        begin("told", Kind.DIED);
        begin("gone", Kind.FAILING);
        pass(3);
        watch.told();
        String state = watch.state();
        told.clear();
        end("gone");
        begin("new", Kind.DIED);

        watch = watch(ALL);
        watch.resume(state, now, false);
        pass(60);

        assertEquals(List.of("begin died new", "end failing gone"), told);
    }

    @Test
    void should_tell_what_another_node_may_have_told_by_the_same_id_though_the_task_has_failed_again() {
        Alert first = one(failing(1));
        String state = watch.state();
        now = now.plusSeconds(40);

        watch = watch(ALL);
        watch.resume(state, now, false);
        Alert again = one(failing(2));

        assertEquals(first.id(), again.id());
        assertEquals(first.since(), again.since());
        assertEquals(first.title(), again.title());
    }

    @Test
    void should_tell_the_end_that_another_node_may_have_told_by_the_same_id() {
        Alert begin = one(failing(1));
        watch.told();
        now = now.plusSeconds(12);
        Alert end = watch.look(List.of(), (task, at) -> List.of(), now).get(0);
        String state = watch.state();

        watch = watch(ALL);
        watch.resume(state, now, false);
        now = now.plusSeconds(12);
        Alert again = watch.look(List.of(), (task, at) -> List.of(), now).get(0);

        assertEquals(end.id(), again.id());
        assertEquals(Event.END, again.event());
        assertNotEquals(begin.id(), end.id());
    }

    @Test
    void should_go_by_another_id_each_time_that_a_sign_begins() {
        Alert first = one(failing(1));
        now = now.plusSeconds(12);
        watch.look(List.of(), (task, at) -> List.of(), now);

        assertNotEquals(first.id(), one(failing(1)).id());
    }

    @Test
    void should_tell_a_receiver_that_has_to_hear_of_what_lasts_again_when_another_node_has_told_it() {
        Alert first = one(failing(1));
        watch.told();
        String state = watch.state();

        watch = watch(ALL);
        watch.resume(state, now, true);

        assertEquals(first.id(), one(failing(1)).id());
    }

    @Test
    void should_forget_when_it_takes_over_what_it_told_before_another_node_did() {
        begin("mine", Kind.DIED);
        pass(3);
        told.clear();
        watch.resume("", now, false);
        end("mine");
        pass(60);

        assertEquals(List.of(), told);
    }

    @Test
    void should_say_that_a_task_fails_since_the_first_of_the_runs_that_failed_in_a_row() {
        Instant first = failing(3).runs().get(2).ended();

        assertEquals(first, one(failing(3)).since());
    }

    @Test
    void should_say_on_which_node_where_only_one_is_known_and_no_run_names_it() {
        watch = new AlertWatch("shop-7", ALL, (task, sign) -> Details.NONE, (sign, at) -> muted);
        Sign overdue = new Sign(Kind.OVERDUE, "", "It has not begun", "", null);
        Alert alert = watch.look(List.of(Runs.task("nightly")), (each, at) -> List.of(overdue), now)
                .get(0);

        assertEquals("shop-7", alert.node());
        assertTrue(alert.title().startsWith("Overdue: nightly on shop-7, since 20"), alert::title);
    }

    /** What is told of a task whose last runs have failed. */
    private Alert one(TaskHistory task) {
        Sign failing = new Sign(
                Kind.FAILING, "", "Its last run failed", "", task.runs().get(0));
        return watch.look(List.of(task), (each, at) -> List.of(failing), now).get(0);
    }

    private static TaskHistory failing(int failures) {
        return Runs.failed("nightly", failures);
    }

    @Test
    void should_follow_no_more_signs_than_it_has_room_for() {
        for (int i = 0; i < 3_000; i++) {
            begin("task " + i, Kind.FAILING);
        }
        pass(3);

        assertEquals(2_000, told.size());
    }

    private void begin(String task, Kind... kinds) {
        List<Sign> all = new ArrayList<>();
        for (Kind kind : kinds) {
            all.add(new Sign(kind, "", "Something is the matter", "", null));
        }
        signs.put(task, all);
    }

    private void end(String task) {
        signs.put(task, List.of());
    }

    private void pass(int seconds) {
        List<TaskHistory> tasks =
                signs.keySet().stream().sorted().map(Runs::task).toList();
        for (int i = 0; i < seconds; i += 3) {
            watch.look(tasks, (task, at) -> signs.get(task.id()), now)
                    .forEach(alert -> told.add(alert.event().key() + " "
                            + alert.sign().kind().key() + " " + alert.sign().task()));
            now = now.plusSeconds(3);
        }
    }

    private AlertWatch watch(AlertRules rules) {
        return new AlertWatch("", rules, (task, sign) -> Details.NONE, (sign, at) -> muted);
    }

    @Test
    void should_wait_for_as_many_failed_runs_in_a_row_as_are_asked_for() {
        watch = watch(new AlertRules(EnumSet.of(Kind.FAILING), new NamePatterns(""), 2));
        Sign failing = new Sign(Kind.FAILING, "", "Its last run failed", "", null);

        List<Alert> one = watch.look(List.of(Runs.failed("nightly", 1)), (task, at) -> List.of(failing), now);
        List<Alert> two = watch.look(List.of(Runs.failed("nightly", 2)), (task, at) -> List.of(failing), now);

        assertEquals(0, one.size());
        assertEquals(Event.BEGIN, two.get(0).event());
    }
}
