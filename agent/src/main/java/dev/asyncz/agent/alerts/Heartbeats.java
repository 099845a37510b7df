package dev.asyncz.agent.alerts;

import dev.asyncz.agent.alerts.delivery.Message;
import dev.asyncz.agent.alerts.delivery.Outbox;
import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells a service such as Healthchecks (https://healthchecks.io/docs/http_api/) of each run of some tasks of this JVM: that
 * it has begun, and how it ended. Of a task that runs often, one end in ten seconds, see {@link Pulse}. For one thread.
 */
final class Heartbeats implements AlertLoop.Part {
    private static final Duration RHYTHM = Duration.ofSeconds(1);

    private final NamePatterns tasks;
    private final Supplier<List<RunFacts>> runs;
    private final Function<RunFacts, String> lastLines;
    private final Outbox outbox;
    private final Map<String, Pulse> pulses = new HashMap<>();

    /**
     * @param runs the last runs of this JVM's tasks, the one that began last first
     * @param lastLines the last lines that a run has logged; may ask the storage
     * @param outbox sends to addresses in which {@code {task}} stands for the task's slug
     */
    Heartbeats(NamePatterns tasks, Supplier<List<RunFacts>> runs, Function<RunFacts, String> lastLines, Outbox outbox) {
        this.tasks = tasks;
        this.runs = runs;
        this.lastLines = lastLines;
        this.outbox = outbox;
    }

    @Override
    public void turn(Instant now) {
        Map<String, List<RunFacts>> byTask = runs.get().stream()
                .filter(run -> tasks.contains(run.task()))
                .collect(Collectors.groupingBy(RunFacts::task));
        byTask.forEach((task, all) -> pulses.computeIfAbsent(task, key -> new Pulse())
                .beat(all, now)
                .forEach(beat -> outbox.put(message(beat))));
        pulses.keySet().retainAll(Set.copyOf(byTask.keySet()));
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Duration rhythm() {
        return RHYTHM;
    }

    private Message message(Pulse.Beat beat) {
        RunFacts run = beat.run();
        String word = beat.isStart() ? "start" : run.outcome().key();
        return new Message(
                run.task() + ": " + word,
                Slug.of(run.task()),
                path(beat) + "?rid=" + run.id(),
                "text/plain; charset=utf-8",
                beat.isStart() ? "" : body(run),
                run.id() + "-" + word,
                "");
    }

    /** One that the application has cancelled is neither a success nor a failure: it is noted. */
    private static String path(Pulse.Beat beat) {
        if (beat.isStart()) {
            return "/start";
        }
        if (beat.run().outcome() == Outcome.FAILED) {
            return "/fail";
        }
        return beat.run().outcome() == Outcome.CUT_SHORT ? "/log" : "";
    }

    private String body(RunFacts run) {
        String failure = run.failure() == null ? "" : ": " + run.failure();
        return run.outcome().key() + failure + "\n" + lastLines.apply(run);
    }
}
