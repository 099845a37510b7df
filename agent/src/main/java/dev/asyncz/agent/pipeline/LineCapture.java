package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.storage.TerminalText;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Makes an entry of each captured line, on the thread that logs, and passes it on. A line that fails on the way is
 * counted; the application notices nothing.
 */
public final class LineCapture implements LineSink {
    private final EntryTarget target;
    private final TimeOrderedIds ids;
    private final BoundedText text;
    private final TaskRegistry tasks;
    private final FailureLog failures;
    private final LongAdder failed = new LongAdder();

    /** By reason. Most applications never have one. */
    private final Map<String, LongAdder> lost = new ConcurrentHashMap<>();

    /**
     * @param text bounds the messages
     * @param tasks counts the lines of each run, and has them held
     */
    public LineCapture(
            EntryTarget target, TimeOrderedIds ids, BoundedText text, TaskRegistry tasks, FailureLog failures) {
        this.target = target;
        this.ids = ids;
        this.text = text;
        this.tasks = tasks;
        this.failures = failures;
    }

    @Override
    public void line(
            Instant ts,
            LogLevel level,
            String message,
            String logger,
            @Nullable String taskId,
            @Nullable String runId,
            Map<String, Object> extra) {
        try {
            String logged = text.of(message);
            String plain = TerminalText.plain(logged);
            Map<String, Object> all = plain.equals(logged) ? extra : TerminalText.beside(extra, logged);
            LogEntry entry = new LogEntry(
                    ids.next(ts.toEpochMilli()), ts, level, plain, BoundedName.of(logger), id(taskId), id(runId), all);
            if (runId != null) {
                tasks.line(runId, entry);
            }
            target.put(entry);
        } catch (Throwable t) {
            failed.increment();
            failures.failed("a line was lost on its way to the storage", t);
        }
    }

    @Override
    public void lost(String reason) {
        lost.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    /** Ids come from the application as well, which may put anything into its thread context. */
    private static @Nullable String id(@Nullable String id) {
        return id == null ? null : BoundedName.of(id);
    }

    /** Where every line went. */
    public StorageFigures figures() {
        StorageFigures figures = target.figures();
        Map<String, Long> here = new HashMap<>(Map.of("failed", failed.sum()));
        lost.forEach((reason, count) -> here.put(reason, count.sum()));
        Map<String, Long> dropped = new HashMap<>(figures.dropped());
        dropped.putAll(here);
        return new StorageFigures(
                figures.storage(),
                figures.produced()
                        + here.values().stream().mapToLong(Long::longValue).sum(),
                figures.stored(),
                figures.queued(),
                Map.copyOf(dropped),
                figures.trouble(),
                figures.troubled());
    }
}
