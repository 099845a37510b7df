package dev.asyncz.agent.signs.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task on one JVM or several, with its runs; it is ten past three in the night. */
abstract class TaskOnNodes {
    static final Instant NOW = Instant.parse("2026-05-01T03:10:00Z");
    static final Instant THREE = Instant.parse("2026-05-01T03:00:00Z");

    final List<RunFacts> runs = new ArrayList<>();
    final List<NodeTask> nodes = new ArrayList<>();

    String schedule = "cron 0 0 3 * * *";
    Instant now = NOW.plusSeconds(60);
    Signs rules = Signs.PLAIN;

    void has(String node, Life life, Instant due) {
        has(node, life, due, now);
    }

    void has(String node, Life life, Instant due, Instant heard) {
        nodes.add(new NodeTask(node, life, heard, false, schedule, due, null, null, 0, null));
    }

    void run(String node, Instant started, @Nullable Integer millis, Outcome outcome) {
        runs.add(fact(node, started, millis == null ? null : Duration.ofMillis(millis), outcome));
        runs.sort(Comparator.comparing(RunFacts::started).reversed());
    }

    static RunFacts fact(String node, Instant started, @Nullable Duration duration, Outcome outcome) {
        return new RunFacts(
                node + started,
                "a",
                node,
                started,
                duration,
                outcome,
                outcome == Outcome.FAILED ? "boom" : null,
                null,
                List.of("main"),
                LineCounts.NONE);
    }

    Sign only() {
        assertEquals(1, signs().size(), () -> signs().toString());
        return signs().get(0);
    }

    List<Kind> kinds() {
        return signs().stream().map(Sign::kind).toList();
    }

    List<Sign> signs() {
        TaskFacts facts = new TaskFacts("a", "Timer", schedule, null, null, false, runs.size(), 0, 0, null, null);
        return rules.of(new TaskHistory(facts, List.copyOf(runs), List.copyOf(nodes), List.of()), now);
    }
}
