package dev.asyncz.agent.tasks;

import dev.asyncz.bootstrap.Run;
import dev.asyncz.bootstrap.RunListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the runs of each task. Begin and end are lock-free and come from the threads of the application; at most
 * {@link #MAX_TASKS} tasks are kept, and what comes after is counted but not told apart.
 */
public final class TaskRegistry implements RunListener {
    /** An application with more tasks than this makes their names up at run time. */
    static final int MAX_TASKS = 1_000;

    /** How much of a failure's first line is kept. */
    static final int MAX_CHARS = 1_000;

    private final ConcurrentMap<String, Task> tasks = new ConcurrentHashMap<>();
    private final AtomicLong untold = new AtomicLong();

    @Override
    public void begun(Run run) {
        Task task = task(run);
        if (task != null) {
            task.begun(run);
        }
    }

    @Override
    public void ended(Run run) {
        Task task = tasks.get(run.task());
        if (task != null) {
            task.ended(run);
        }
    }

    /** Every task seen, by name. */
    public List<TaskFacts> tasks() {
        return tasks.values().stream()
                .map(Task::facts)
                .sorted(Comparator.comparing(TaskFacts::id))
                .toList();
    }

    /** Runs of tasks that came after the first {@link #MAX_TASKS}. */
    public long untold() {
        return untold.get();
    }

    private @Nullable Task task(Run run) {
        Task known = tasks.get(run.task());
        if (known != null) {
            return known;
        }
        if (tasks.size() >= MAX_TASKS) {
            untold.incrementAndGet();
            return null;
        }
        return tasks.computeIfAbsent(run.task(), id -> new Task(id, run.scheduler()));
    }

    private static final class Task {
        private final String id;
        private final String scheduler;
        private final LongAdder begun = new LongAdder();
        private final LongAdder ended = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final AtomicReference<@Nullable Last> last = new AtomicReference<>();

        Task(String id, String scheduler) {
            this.id = id;
            this.scheduler = scheduler;
        }

        void begun(Run run) {
            begun.increment();
            last.set(new Last(run.id(), run.startedMillis(), Last.RUNNING, null));
        }

        void ended(Run run) {
            ended.increment();
            Throwable failure = run.failure();
            if (failure != null) {
                failed.increment();
            }
            Last current = last.get();
            if (current != null && current.id.equals(run.id())) {
                long nanos = System.nanoTime() - run.startedNanos();
                String text = failure == null ? null : firstLine(failure);
                last.compareAndSet(current, new Last(current.id, current.startedMillis, nanos, text));
            }
        }

        TaskFacts facts() {
            // In the reverse of their order: a run that ends in between must not make "running" negative, nor the
            // failures more than the runs.
            long bad = failed.sum();
            long over = ended.sum();
            long all = begun.sum();
            Last run = last.get();
            return new TaskFacts(id, scheduler, all, bad, Math.max(0, all - over), run == null ? null : run.facts());
        }

        private static String firstLine(Throwable failure) {
            try {
                String line = failure.toString().lines().findFirst().orElse("");
                return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
            } catch (Throwable unprintable) {
                return failure.getClass().getName();
            }
        }
    }

    /** The last run in words of the JDK: a Run would keep the application's exception, and with it its loader, alive. */
    private record Last(
            String id,
            long startedMillis,
            long nanos,
            @Nullable String failure) {
        static final long RUNNING = -1;

        RunFacts facts() {
            Instant started = Instant.ofEpochMilli(startedMillis);
            if (nanos == RUNNING) {
                return new RunFacts(id, started, null, RunFacts.Outcome.RUNNING, null);
            }
            RunFacts.Outcome outcome = failure == null ? RunFacts.Outcome.OK : RunFacts.Outcome.FAILED;
            return new RunFacts(id, started, Duration.ofNanos(nanos), outcome, failure);
        }
    }
}
