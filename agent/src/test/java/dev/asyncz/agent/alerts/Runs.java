package dev.asyncz.agent.alerts;

import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Tasks and runs for tests. */
final class Runs {
    private static final Instant BEGIN = Instant.parse("2026-05-01T01:00:00Z");

    private Runs() {}

    static TaskHistory task(String id) {
        return history(id, List.of());
    }

    /** A task whose last runs have failed, and one before them has not. */
    static TaskHistory failed(String id, int failures) {
        return history(
                id,
                IntStream.rangeClosed(0, failures)
                        .map(i -> failures - i)
                        .mapToObj(i -> run(id, i, i == 0 ? Outcome.OK : Outcome.FAILED))
                        .toList());
    }

    /** The how-manieth run of a task; they begin a minute apart. */
    static RunFacts run(String task, int number, Outcome outcome) {
        return run(task, number, Duration.ofMinutes(1), outcome);
    }

    static RunFacts run(String task, int number, Duration apart, Outcome outcome) {
        return new RunFacts(
                String.format("00000000-0000-7000-8000-%012d", number),
                task,
                "shop-1",
                BEGIN.plus(apart.multipliedBy(number)),
                outcome == Outcome.RUNNING ? null : Duration.ofMillis(100),
                outcome,
                outcome == Outcome.FAILED ? "java.io.IOException: disk" : null,
                outcome == Outcome.FAILED
                        ? "java.io.IOException: disk\n\tat com.acme.Nightly.run(Nightly.java:42)"
                        : null,
                List.of("main"),
                LineCounts.NONE);
    }

    private static TaskHistory history(String id, List<RunFacts> runs) {
        TaskFacts facts = new TaskFacts(
                id,
                "Spring",
                "every 1 min",
                null,
                null,
                false,
                runs.size(),
                0,
                0,
                runs.isEmpty() ? null : runs.get(0),
                null);
        return new TaskHistory(facts, runs, List.of(), List.of());
    }
}
