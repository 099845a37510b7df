package dev.asyncz.agent.tasks;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which run a late line belongs to. */
final class RunTableTest {
    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final RunTable table = new RunTable();

    /** A run is under way for as long as something of the application holds it. */
    private final List<Run> held = new ArrayList<>();

    @Test
    void should_find_each_of_the_runs_under_way_also_where_their_places_are_the_same() {
        List<TrackedRun> runs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            TrackedRun run = underWay();
            table.put(run);
            runs.add(run);
        }

        runs.forEach(run -> assertSame(run, table.find(run.id())));
        assertNull(table.find("none of them"));
    }

    @Test
    void should_let_a_new_run_take_the_place_of_one_that_is_over_before_that_of_one_under_way() {
        TrackedRun endless = underWay();
        table.put(endless);
        TrackedRun first = over();
        table.put(first);
        for (int i = 0; i < 20_000; i++) {
            TrackedRun run = over();
            table.put(run);
            assertSame(run, table.find(run.id()));
        }

        assertSame(endless, table.find(endless.id()));
        assertNull(table.find(first.id()));
    }

    @Test
    void should_find_the_newest_run_though_every_place_is_taken_by_one_under_way() {
        for (int i = 0; i < 20_000; i++) {
            TrackedRun run = underWay();
            table.put(run);
            assertSame(run, table.find(run.id()));
        }
    }

    private TrackedRun over() {
        TrackedRun run = underWay();
        run.end(held.remove(held.size() - 1), null);
        return run;
    }

    private TrackedRun underWay() {
        Object begun = RunScope.begin("Timer", "a");
        Run run = Objects.requireNonNull(RunScope.current());
        RunScope.end(begun);
        held.add(run);
        return new TrackedRun(run);
    }
}
