package dev.asyncz.agent.alerts;

import dev.asyncz.agent.problems.MessageTemplate;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run has logged, as far as a message has room for it. Asks the storage; any thread. */
public final class RunNews {
    private static final int LINES = 1_000;
    private static final int LAST_LINES = 20;

    /** Around a run's time, as not every storage has an index of runs. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final LogStorage storage;

    public RunNews(LogStorage storage) {
        this.storage = storage;
    }

    /** An example of each message, by its template, that the last good run before this one had not; in their order. */
    public List<String> changed(TaskHistory task, RunFacts run) {
        Optional<RunFacts> good = task.runs().stream()
                .filter(each -> each.outcome() == Outcome.OK && each.id().compareTo(run.id()) < 0)
                .findFirst();
        if (good.isEmpty()) {
            return List.of();
        }
        Set<MessageTemplate> known =
                log(good.get(), LINES).stream().map(MessageTemplate::of).collect(Collectors.toSet());
        Map<MessageTemplate, LogEntry> fresh = new LinkedHashMap<>();
        log(run, LINES).forEach(entry -> fresh.putIfAbsent(MessageTemplate.of(entry), entry));
        fresh.keySet().removeAll(known);
        return fresh.values().stream().map(RunNews::line).toList();
    }

    /** The last lines of a run, in their order. */
    public String lastLines(RunFacts run) {
        return log(run, LAST_LINES).stream().map(RunNews::line).collect(Collectors.joining("\n"));
    }

    private List<LogEntry> log(RunFacts run, int most) {
        Instant ended = run.ended();
        LogQuery query = LogQuery.ALL
                .withRun(run.id())
                .withRange(run.started().minus(MARGIN), ended == null ? null : ended.plus(MARGIN))
                .withLimit(most);
        List<LogEntry> entries = new ArrayList<>();
        storage.query(query).forEach(entries::add);
        Collections.reverse(entries);
        return entries;
    }

    private static String line(LogEntry entry) {
        return entry.level() + " " + entry.message().lines().findFirst().orElse("");
    }
}
