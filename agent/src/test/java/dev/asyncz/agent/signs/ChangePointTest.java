package dev.asyncz.agent.signs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangePointTest {
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");

    private final List<RunFacts> runs = new ArrayList<>();

    /** Of any size, however wide it scatters: as logarithms do, with two usual durations, or with far outliers. */
    @Property(tries = 3_000, seed = "1")
    void should_raise_no_alarm_at_noise(
            @ForAll long seed, @ForAll @IntRange(max = 600) int count, @ForAll @DoubleRange(max = 1) double width) {
        runs.clear();
        Random random = new Random(seed);
        List<DoubleUnaryOperator> kinds = List.of(
                middle -> middle * Math.exp(width * random.nextGaussian()),
                middle -> middle * (random.nextInt(3) == 0 ? 4 : 1) * (1 + width * random.nextDouble()),
                middle -> middle / (0.01 + random.nextDouble()));
        DoubleUnaryOperator kind = kinds.get(random.nextInt(3));
        for (int i = 0; i < count; i++) {
            took(Math.round(kind.applyAsDouble(500)));
        }

        assertNull(ChangePoint.last(runs), () -> "width " + width + ", " + count + " runs");
    }

    @Property(tries = 1_000, seed = "1")
    void should_find_a_step_within_a_few_runs_of_where_it_is(
            @ForAll long seed,
            @ForAll @IntRange(min = 40, max = 300) int before,
            @ForAll @IntRange(min = 40, max = 300) int since,
            @ForAll @DoubleRange(min = 1.7, max = 20) double times,
            @ForAll boolean slower) {
        runs.clear();
        Random random = new Random(seed);
        for (int i = 0; i < before + since; i++) {
            boolean longer = i >= before == slower;
            took(Math.round((longer ? times : 1) * 500 * Math.exp(0.2 * random.nextGaussian())));
        }
        ChangePoint found = ChangePoint.last(runs);

        assertNotNull(found);
        assertEquals(slower, found.slower());
        int at = runs.indexOf(found.first());
        assertTrue(Math.abs(at - before) <= 8, at + " instead of " + before);
        assertEquals(times, found.times(), 0.25 * times);
    }

    @Test
    void should_tell_the_last_of_several_changes_against_the_level_before() {
        took(60, 100);
        took(60, 400);
        took(60, 100);
        ChangePoint found = last();

        assertEquals(runs.get(120), found.first());
        assertEquals(List.of(Duration.ofMillis(400), Duration.ofMillis(100)), List.of(found.before(), found.since()));
        assertFalse(found.slower());
        assertEquals(4, found.times());
    }

    @Test
    void should_take_the_runs_in_any_order_and_those_alone_that_did_their_work() {
        took(40, 100);
        List<RunFacts> failed = List.of(run(Outcome.FAILED, 9_000L), run(Outcome.CUT_SHORT, null));
        runs.addAll(failed);
        took(40, 200);
        RunFacts first = runs.get(42);
        Collections.reverse(runs);

        assertEquals(first, last().first());
    }

    @Test
    void should_not_tell_what_nobody_notices_and_what_has_too_few_runs() {
        took(50, 1);
        took(50, 9);
        assertNull(ChangePoint.last(runs));
        runs.clear();
        took(100, 1_000);
        took(100, 1_200);
        assertNull(ChangePoint.last(runs));
        runs.clear();
        took(100, 100);
        took(7, 900);
        assertNull(ChangePoint.last(runs));
        assertNull(ChangePoint.last(List.of()));
    }

    private ChangePoint last() {
        ChangePoint last = ChangePoint.last(runs);
        assertNotNull(last);
        return last;
    }

    private void took(int times, long millis) {
        for (int i = 0; i < times; i++) {
            took(millis);
        }
    }

    private void took(long millis) {
        runs.add(run(Outcome.OK, millis));
    }

    private RunFacts run(Outcome outcome, @Nullable Long millis) {
        Instant started = START.plusSeconds(60L * runs.size());
        return new RunFacts(
                "run " + started,
                "a.Task",
                "",
                started,
                millis == null ? null : Duration.ofMillis(millis),
                outcome,
                null,
                null,
                List.of(),
                LineCounts.NONE);
    }
}
