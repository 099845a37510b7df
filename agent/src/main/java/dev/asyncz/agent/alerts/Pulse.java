package dev.asyncz.agent.alerts;

import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has been told of one task's runs. Of a task whose runs begin less than 20 s apart, ends are told alone and at most
 * one in 10 s: the last failure if there was one, else the last end. For one thread.
 */
final class Pulse {
    private static final Duration OFTEN = Duration.ofSeconds(20);
    private static final Duration APART = Duration.ofSeconds(10);

    /** Runs that have begun and have not ended, as far as is known; those of the history alone. */
    private final Set<String> open = new LinkedHashSet<>();

    private String newest = "";
    private Instant sent = Instant.EPOCH;
    private @Nullable RunFacts held;

    /** Something to tell: that a run has begun, or that it has ended. */
    record Beat(RunFacts run, boolean isStart) {}

    /** @param runs the last ones of the task, the one that began last first; not empty */
    List<Beat> beat(List<RunFacts> runs, Instant now) {
        boolean often = isOften(runs);
        List<Beat> beats = new ArrayList<>();
        for (int i = runs.size() - 1; i >= 0; i--) {
            RunFacts run = runs.get(i);
            if (run.id().compareTo(newest) > 0) {
                newest = run.id();
                open.add(run.id());
                if (!often) {
                    beats.add(new Beat(run, true));
                }
            }
            if (run.outcome().isOver() && open.remove(run.id())) {
                if (often) {
                    hold(run);
                } else {
                    beats.add(new Beat(run, false));
                }
            }
        }
        open.retainAll(runs.stream().map(RunFacts::id).collect(Collectors.toSet()));
        RunFacts due = held;
        if (due != null && Duration.between(sent, now).compareTo(APART) >= 0) {
            beats.add(new Beat(due, false));
            held = null;
        }
        if (!beats.isEmpty()) {
            sent = now;
        }
        return beats;
    }

    private void hold(RunFacts run) {
        boolean keeps = held != null && held.outcome() == Outcome.FAILED && run.outcome() != Outcome.FAILED;
        held = keeps ? held : run;
    }

    private static boolean isOften(List<RunFacts> runs) {
        return runs.size() > 1
                && Duration.between(runs.get(1).started(), runs.get(0).started())
                                .compareTo(OFTEN)
                        < 0;
    }
}
