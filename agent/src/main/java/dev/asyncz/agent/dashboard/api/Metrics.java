package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.TaskTotals.RunTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus asks for: the tasks of this JVM, so that each node of a fleet is asked for its own, and where its lines
 * went. Names and units as https://prometheus.io/docs/practices/naming/ wants them.
 */
final class Metrics {
    private static final List<Double> BOUNDS =
            RunTotals.BUCKETS.stream().map(Metrics::seconds).toList();

    private final MetricsText text;

    Metrics(boolean openMetrics) {
        text = new MetricsText(openMetrics);
    }

    /** Of the agent and the JVM. */
    void build(String version) {
        text.family("asyncz_build_info", "gauge", "The version of the agent and of the Java runtime.");
        text.sample(
                "asyncz_build_info", 1, "version", version, "java", String.valueOf(System.getProperty("java.version")));
    }

    /**
     * Of the tasks that this JVM runs; housekeeping of libraries is left out.
     *
     * @param known every task that is known: the last success may have been on another node, or before the start
     */
    void tasks(TaskRegistry own, List<TaskHistory> known) {
        List<TaskFacts> tasks =
                own.tasks().stream().filter(task -> !task.infrastructure()).toList();
        Map<String, List<RunFacts>> runs = new HashMap<>();
        known.forEach(task -> runs.put(task.id(), task.runs()));
        Map<String, RunTotals> totals = new LinkedHashMap<>();
        for (TaskFacts task : tasks) {
            RunTotals figures = own.totals(task.id());
            if (figures != null) {
                totals.put(task.id(), figures);
            }
        }
        runs(totals);
        each("asyncz_task_running", "Runs of a task that are under way.", tasks, TaskFacts::running);
        text.family("asyncz_task_duration_seconds", "histogram", "How long runs of a task took.");
        totals.forEach((task, figures) -> text.histogram(
                "asyncz_task_duration_seconds", BOUNDS, figures.within(), seconds(figures.took()), "task", task));
        each(
                "asyncz_task_last_run_timestamp_seconds",
                "When the last run of a task began.",
                tasks,
                task -> time(task.lastRun() == null ? null : task.lastRun().started()));
        each(
                "asyncz_task_last_success_timestamp_seconds",
                "When the last run of a task ended that did its work.",
                tasks,
                task -> time(lastSuccess(runs.getOrDefault(task.id(), List.of()))));
        each("asyncz_task_next_run_timestamp_seconds", "When a task runs next.", tasks, task -> time(task.nextRun()));
        lines(totals);
    }

    /** How many of each kind there are now, of each task that has any, and over all. */
    void signs(List<TaskHistory> tasks, Function<TaskHistory, List<Sign>> signs) {
        Map<String, Integer> all = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            all.put(kind.key(), 0);
        }
        text.family("asyncz_task_signs", "gauge", "Signs that somebody should look at a task, by what is the matter.");
        for (TaskHistory task : tasks.subList(0, Math.min(tasks.size(), TaskRegistry.MAX_TASKS))) {
            Map<String, Integer> own = new TreeMap<>();
            signs.apply(task).forEach(sign -> own.merge(sign.kind().key(), 1, Integer::sum));
            own.forEach((kind, count) -> {
                all.merge(kind, count, Integer::sum);
                text.sample("asyncz_task_signs", count, "task", task.id(), "sign", kind);
            });
        }
        text.all("asyncz_signs", "gauge", "Signs that somebody should look at, by what is the matter.", "sign", all);
    }

    void storage(StorageFigures figures) {
        one("asyncz_storage_lines_produced_total", "counter", "Lines captured since the start.", figures.produced());
        one(
                "asyncz_storage_lines_stored",
                "gauge",
                "Lines captured since the start that a query finds.",
                figures.stored());
        one("asyncz_storage_lines_queued", "gauge", "Lines that wait to be written.", figures.queued());
        text.all(
                "asyncz_storage_lines_dropped_total",
                "counter",
                "Lines lost since the start, by reason.",
                "reason",
                new TreeMap<>(figures.dropped()));
        one(
                "asyncz_storage_up",
                "gauge",
                "Whether the storage takes what is written.",
                figures.trouble() == null ? 1 : 0);
    }

    void gaps(int known) {
        one(
                "asyncz_capture_gaps",
                "gauge",
                "What is known not to be captured, or not as it should be; the overview says what mends it.",
                known);
    }

    void alerts(long sent, long failed, int waiting) {
        one("asyncz_alerts_sent_total", "counter", "Messages that a receiver has taken.", sent);
        one("asyncz_alerts_failed_total", "counter", "Messages that were given up.", failed);
        one("asyncz_alerts_queued", "gauge", "Messages that wait for a receiver.", waiting);
    }

    String contentType() {
        return text.contentType();
    }

    String end() {
        return text.end();
    }

    private void runs(Map<String, RunTotals> totals) {
        text.family("asyncz_task_runs_total", "counter", "Runs of a task that have ended, by how they did.");
        totals.forEach((task, figures) -> figures.outcomes().forEach((outcome, count) -> {
            if (outcome != Outcome.RUNNING) {
                text.sample("asyncz_task_runs_total", count, "task", task, "outcome", outcome.key());
            }
        }));
    }

    private void lines(Map<String, RunTotals> totals) {
        text.family("asyncz_task_lines_total", "counter", "Lines that runs of a task have written.");
        totals.forEach((task, figures) -> figures.lines()
                .forEach((level, count) -> text.sample(
                        "asyncz_task_lines_total",
                        count,
                        "task",
                        task,
                        "level",
                        level.name().toLowerCase(Locale.ROOT))));
    }

    /** A task of which it is not known has no sample. */
    private void each(String name, String help, List<TaskFacts> tasks, ToDoubleFunction<TaskFacts> value) {
        text.family(name, "gauge", help);
        for (TaskFacts task : tasks) {
            double known = value.applyAsDouble(task);
            if (!Double.isNaN(known)) {
                text.sample(name, known, "task", task.id());
            }
        }
    }

    private void one(String name, String type, String help, double value) {
        text.family(name, type, help);
        text.sample(name, value);
    }

    private static @Nullable Instant lastSuccess(List<RunFacts> runs) {
        List<Instant> ends = new ArrayList<>();
        for (RunFacts run : runs) {
            Instant ended = run.ended();
            if (run.outcome().isDone() && ended != null) {
                ends.add(ended);
            }
        }
        return ends.stream().max(Instant::compareTo).orElse(null);
    }

    private static double time(@Nullable Instant time) {
        return time == null ? Double.NaN : time.toEpochMilli() / 1e3;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
