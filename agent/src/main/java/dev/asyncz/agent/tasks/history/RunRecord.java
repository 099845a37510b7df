package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as a storage keeps it: one entry when it has ended, and another one before, where it lasts. What a process
 * writes of itself, that it lives or ends, has the same form without a run, and so has what it says of a task's
 * schedule while nothing runs.
 *
 * @param process tells the starts of JVMs apart
 * @param run null for what a process says of itself, or of a schedule
 * @param task what was known of the task; its figures are of no account, and its next run may be over. Null for what a
 *     process says of itself
 * @param more how many runs ended since the last record of this task that have none of their own, as there were too
 *     many in too short a time
 * @param moreFailed how many of those failed
 * @param last whether it is the last that the process writes, and why
 * @param jvm what the process says of itself; null where it says nothing
 */
record RunRecord(
        String process,
        @Nullable RunFacts run,
        @Nullable TaskFacts task,
        long more,
        long moreFailed,
        Last last,
        Jvm.@Nullable Facts jvm) {
    static final String LOGGER = "asyncz.run";

    /** How a process takes its leave. */
    enum Last {
        /** It goes on. */
        NO,
        /** Somebody has stopped it. */
        STOPPED,
        /** It has come to its end by itself. */
        FINISHED
    }

    private static final String NODE = "node";
    private static final String PROCESS = "process";
    private static final String LAST = "last";
    private static final String OUTCOME = "outcome";
    private static final String MICROS = "duration_us";
    private static final String SCHEDULER = "scheduler";
    private static final String SCHEDULE = "schedule";
    private static final String SOURCE = "source";
    private static final String INFRASTRUCTURE = "infrastructure";
    private static final String NEXT_RUN = "next_run";
    private static final String DEATH = "death";
    private static final String FAILURE = "failure";
    private static final String THREADS = "threads";
    private static final String LINES = "lines";
    private static final String MORE = "more";
    private static final String MORE_FAILED = "more_failed";
    private static final String AGAIN = "again";
    private static final String END = "end";

    RunRecord(String process, @Nullable RunFacts run, @Nullable TaskFacts task, long more, long moreFailed, Last last) {
        this(process, run, task, more, moreFailed, last, null);
    }

    /** @param now stands for the time of what a process says of itself */
    LogEntry entry(UUID id, Instant now, String node) {
        Map<String, Object> extra = new HashMap<>();
        extra.put(PROCESS, process);
        put(extra, NODE, node.isEmpty() ? null : node);
        if (task == null) {
            put(extra, LAST, last == Last.NO ? null : true);
            put(extra, END, last == Last.NO ? null : last.name().toLowerCase(Locale.ROOT));
            if (jvm != null) {
                jvm.put(extra);
            }
            String message = last == Last.NO ? "the process lives" : "the process has ended";
            return new LogEntry(id, now, LogLevel.DEBUG, message, LOGGER, null, null, extra);
        }
        put(extra, SCHEDULER, task.scheduler());
        put(extra, SCHEDULE, task.schedule());
        put(extra, SOURCE, task.source());
        put(extra, INFRASTRUCTURE, task.infrastructure() ? true : null);
        put(extra, NEXT_RUN, task.nextRun() == null ? null : task.nextRun().toString());
        put(extra, DEATH, task.death());
        if (run == null) {
            return new LogEntry(id, now, LogLevel.DEBUG, "scheduled", LOGGER, task.id(), null, extra);
        }
        put(extra, OUTCOME, run.outcome().key());
        put(extra, MICROS, run.duration() == null ? null : run.duration().toNanos() / 1_000);
        put(extra, FAILURE, run.failure());
        put(extra, LogEntry.EXCEPTION, run.exception());
        put(extra, THREADS, run.threads());
        put(extra, LINES, lines(run.lines()));
        put(extra, MORE, more == 0 ? null : more);
        put(extra, MORE_FAILED, moreFailed == 0 ? null : moreFailed);
        return new LogEntry(
                id, run.started(), level(run.outcome()), sentence(run), LOGGER, run.task(), run.id(), extra);
    }

    /** Null for an entry that is no record: anybody may write to a shared storage. */
    static @Nullable RunRecord of(LogEntry entry) {
        Map<String, Object> extra = entry.extra();
        String process = text(extra, PROCESS);
        if (process == null) {
            return null;
        }
        if (entry.taskId() == null) {
            return new RunRecord(process, null, null, 0, 0, last(extra), Jvm.Facts.of(extra));
        }
        TaskFacts task = task(entry.taskId(), extra);
        RunFacts run = entry.runId() == null ? null : run(entry.runId(), entry.taskId(), entry);
        return new RunRecord(process, run, task, number(extra.get(MORE)), number(extra.get(MORE_FAILED)), Last.NO);
    }

    private static RunFacts run(String id, String task, LogEntry entry) {
        Map<String, Object> extra = entry.extra();
        Outcome outcome = outcome(text(extra, OUTCOME));
        return new RunFacts(
                id,
                task,
                node(entry),
                entry.ts(),
                outcome.isOver() && extra.containsKey(MICROS)
                        ? Duration.ofNanos(number(extra.get(MICROS)) * 1_000)
                        : null,
                outcome,
                text(extra, FAILURE),
                entry.exception(),
                texts(extra.get(THREADS)),
                counts(extra.get(LINES)));
    }

    private static TaskFacts task(String id, Map<String, Object> extra) {
        return new TaskFacts(
                id,
                orEmpty(text(extra, SCHEDULER)),
                text(extra, SCHEDULE),
                time(text(extra, NEXT_RUN)),
                text(extra, SOURCE),
                Boolean.TRUE.equals(extra.get(INFRASTRUCTURE)),
                0,
                0,
                0,
                null,
                text(extra, DEATH));
    }

    /** Of one that does not say why: somebody will have stopped it. */
    private static Last last(Map<String, Object> extra) {
        if (!Boolean.TRUE.equals(extra.get(LAST))) {
            return Last.NO;
        }
        return "finished".equals(extra.get(END)) ? Last.FINISHED : Last.STOPPED;
    }

    /** The node that wrote it; empty where it has no name. */
    static String node(LogEntry entry) {
        return orEmpty(text(entry.extra(), NODE));
    }

    /** A record once more, under a younger id. */
    static LogEntry again(LogEntry entry, UUID id) {
        Map<String, Object> extra = new HashMap<>(entry.extra());
        extra.put(AGAIN, true);
        return new LogEntry(
                id, entry.ts(), entry.level(), entry.message(), entry.logger(), entry.taskId(), entry.runId(), extra);
    }

    /** Whether it is a copy, so that its id says nothing of the process that has written it first. */
    static boolean isAgain(LogEntry entry) {
        return Boolean.TRUE.equals(entry.extra().get(AGAIN));
    }

    /** Whether it is of a run that has ended. */
    static boolean isOver(LogEntry entry) {
        return outcome(text(entry.extra(), OUTCOME)).isOver();
    }

    private static LogLevel level(Outcome outcome) {
        return switch (outcome) {
            case RUNNING -> LogLevel.DEBUG;
            case OK -> LogLevel.INFO;
            case ERRORS, CUT_SHORT -> LogLevel.WARN;
            case FAILED -> LogLevel.ERROR;
        };
    }

    private static String sentence(RunFacts run) {
        return switch (run.outcome()) {
            case RUNNING -> "running";
            case OK -> "ended OK";
            case ERRORS -> "ended OK, with lines of level ERROR";
            case FAILED -> "failed: " + run.failure();
            case CUT_SHORT -> "cut short";
        };
    }

    private static Map<String, Object> lines(LineCounts lines) {
        Map<String, Object> counts = new HashMap<>();
        for (LogLevel level : LogLevel.values()) {
            if (lines.of(level) > 0) {
                counts.put(level.name().toLowerCase(Locale.ROOT), lines.of(level));
            }
        }
        return counts;
    }

    private static LineCounts counts(@Nullable Object lines) {
        return lines instanceof Map<?, ?> map
                ? new LineCounts(
                        (int) number(map.get("trace")),
                        (int) number(map.get("debug")),
                        (int) number(map.get("info")),
                        (int) number(map.get("warn")),
                        (int) number(map.get("error")))
                : LineCounts.NONE;
    }

    private static Outcome outcome(@Nullable String key) {
        for (Outcome each : Outcome.values()) {
            if (each.key().equals(key)) {
                return each;
            }
        }
        return Outcome.RUNNING;
    }

    private static List<String> texts(@Nullable Object list) {
        List<String> texts = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable String text(Map<String, Object> extra, String key) {
        return extra.get(key) instanceof String text ? text : null;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void put(Map<String, Object> extra, String key, @Nullable Object value) {
        if (value != null) {
            extra.put(key, value);
        }
    }
}
