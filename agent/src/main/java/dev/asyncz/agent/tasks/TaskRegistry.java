package dev.asyncz.agent.tasks;

import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.keep.RunLines;
import dev.asyncz.agent.tasks.text.FailureText;
import dev.asyncz.agent.tasks.text.TextBudget;
import dev.asyncz.agent.tasks.text.ThreadNames;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.LiveSchedule;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of this process and their last runs. Begin, end and lines are lock-free and come from the threads of the
 * application.
 *
 * <p>Bounded: at most {@link #MAX_TASKS} tasks are kept, and what comes after is counted but not told apart; of each
 * the last {@link #MAX_RUNS} runs, of those that come after the first {@link #MANY_TASKS} fewer; and so many
 * bytes of exceptions and of names of threads. That is some 30 MB at the most, and about 230 bytes a run.
 */
public final class TaskRegistry implements RunListener {
    /** An application with more tasks than this makes their names up at run time. */
    public static final int MAX_TASKS = 1_000;

    public static final int MAX_RUNS = 100;
    static final int MANY_TASKS = 200;
    static final int FEWER_RUNS = 30;

    private static final long MAX_TEXT_BYTES = 6 << 20;
    private static final String NO_NODE = "";

    private final ConcurrentMap<String, TrackedTask> tasks = new ConcurrentHashMap<>();
    private final RunTable table = new RunTable();
    private final TextBudget texts = new TextBudget(MAX_TEXT_BYTES);
    private final AtomicLong untold = new AtomicLong();
    private final RunKeeper keeper;
    private final @Nullable Consumer<TrackedRun> journal;

    /** Whose runs are written down nowhere, nor their lines held. */
    public TaskRegistry() {
        this(RunKeeper.none(), null);
    }

    /**
     * @param keeper holds the lines of runs
     * @param journal hears of each run that begins, and again of one that logs after it was written down; null for none
     */
    public TaskRegistry(RunKeeper keeper, @Nullable Consumer<TrackedRun> journal) {
        this.keeper = keeper;
        this.journal = journal;
    }

    @Override
    public void planned(TaskPlan plan) {
        TrackedTask task = task(plan);
        if (task != null) {
            task.timetable().planned(plan);
            task.scheduledAnew();
        }
    }

    @Override
    public void begun(Run run) {
        TrackedTask task = task(run.plan());
        if (task != null) {
            TrackedRun tracked = new TrackedRun(run);
            run.track(tracked);
            table.put(tracked);
            task.timetable().begun(run);
            task.begun(tracked);
            if (journal != null) {
                journal.accept(tracked);
            }
        }
    }

    @Override
    public void ended(Run run) {
        TrackedTask task = tasks.get(run.task());
        if (task != null && run.tracked() instanceof TrackedRun tracked) {
            task.timetable().ended();
            Throwable cause = run.failure();
            FailureText failure = cause == null ? null : FailureText.of(cause);
            ThreadNames threads = tracked.end(run, failure);
            RunLines log = tracked.takeLog();
            if (run.skipped()) {
                task.skipped();
                if (log != null) {
                    keeper.skipped(log);
                }
                return;
            }
            if (log != null) {
                keeper.ended(log, !tracked.isOk());
            }
            task.ended(tracked);
            if (threads.isLong()) {
                texts.keep(threads);
            }
            if (failure != null) {
                texts.keep(failure);
            }
            if (journal != null && tracked.isGivenUp()) {
                journal.accept(tracked);
            }
        }
    }

    @Override
    public void died(String id, long sinceMillis, Consequence consequence) {
        TrackedTask dead = tasks.get(id);
        if (dead != null && consequence.endsTask()) {
            Run run = RunScope.current();
            dead.died(
                    sinceMillis, consequence.words(), run != null && run.task().equals(id) ? run.future() : null);
        }
        // A Timer's thread takes all its tasks along.
        for (TrackedTask task : tasks.values()) {
            if (consequence.endsOthers() && task != dead && task.isRunBy(Thread.currentThread())) {
                task.died(sinceMillis, "its Timer ended when " + id + " failed", null);
            }
        }
    }

    @Override
    public void held(String task, Reference<?> by) {
        TrackedTask known = tasks.get(task);
        if (known != null) {
            known.timetable().held(by);
        }
    }

    @Override
    public boolean hasRoom(String task) {
        TrackedTask known = tasks.get(task);
        return known != null && known.timetable().hasRoom();
    }

    @Override
    public void scheduled(String task, LiveSchedule schedule) {
        TrackedTask known = tasks.get(task);
        if (known != null) {
            known.timetable().scheduled(schedule);
            known.scheduledAnew(schedule);
        }
    }

    @Override
    public void pooled(String task, Reference<?> pool, int threads, boolean anywhere) {
        TrackedTask known = tasks.get(task);
        if (known != null) {
            known.pooled(pool, threads, anywhere);
        }
    }

    @Override
    public void closed(Object pool) {
        for (TrackedTask task : tasks.values()) {
            task.closed(pool);
        }
    }

    /**
     * Who runs what now.
     *
     * @param elsewhere whether another JVM has begun a run of a task since a time
     */
    public PoolUsages usages(String node, Instant now, BiPredicate<String, Instant> elsewhere) {
        return new PoolUsages(tasks.values(), node, now, elsewhere);
    }

    /** Takes a line of a run. Called on the thread that logs, or on that of an asynchronous logger. */
    public void line(String runId, LogEntry entry) {
        Run current = RunScope.current();
        Object tracked = current != null && current.id().equals(runId) ? current.tracked() : table.find(runId);
        if (tracked instanceof TrackedRun run) {
            run.line(entry, keeper);
            if (journal != null && entry.level() == LogLevel.ERROR && run.takeLate()) {
                journal.accept(run);
            }
        }
    }

    /** A task by name; null if it was never seen. */
    public @Nullable TaskFacts task(String id) {
        TrackedTask task = tasks.get(id);
        return task == null ? null : task.facts(NO_NODE);
    }

    /** Every task seen, by name. */
    public List<TaskFacts> tasks() {
        Stream<TaskFacts> all = tasks.values().stream().map(task -> task.facts(NO_NODE));
        return all.sorted(Comparator.comparing(TaskFacts::id)).toList();
    }

    /** The runs of a task that are kept, the one that began last first; none of a task that was never seen. */
    public List<RunFacts> runs(String taskId) {
        return runs(taskId, NO_NODE);
    }

    /** The same, said to be of a node. */
    public List<RunFacts> runs(String taskId, String node) {
        TrackedTask task = tasks.get(taskId);
        Stream<TrackedRun> runs = task == null ? Stream.of() : task.runs().stream();
        return new ArrayList<>(runs.map(run -> run.facts(node)).toList());
    }

    /** The schedules of a task that are live, the one that was made first first; none where that cannot be told. */
    public List<TaskHistory.Schedule> schedules(String taskId) {
        TrackedTask task = tasks.get(taskId);
        List<LiveSchedule> live = task == null ? List.of() : task.timetable().live();
        return live.stream().map(TaskHistory.Schedule::of).toList();
    }

    /** What the runs of a task of this process come to; null if it was never seen. */
    public TaskTotals.@Nullable RunTotals totals(String taskId) {
        TrackedTask task = tasks.get(taskId);
        return task == null ? null : task.totals();
    }

    /** The tasks seen, in no particular order. */
    public Set<String> names() {
        return tasks.keySet();
    }

    /** Whether any task has run. */
    public boolean hasRuns() {
        return tasks.values().stream().anyMatch(TrackedTask::hasRuns);
    }

    /** Every run that is kept, in no particular order. */
    public List<RunFacts> runs() {
        Stream<TrackedRun> runs = tasks.values().stream().flatMap(task -> task.runs().stream());
        return runs.map(run -> run.facts(NO_NODE)).toList();
    }

    /** What is to become of a task; null if it was never seen. */
    public TaskHistory.@Nullable Plan plan(String id) {
        TrackedTask task = tasks.get(id);
        return task == null ? null : task.plan();
    }

    /** A run that is under way or has ended lately; null for any other. */
    public @Nullable RunFacts run(String runId) {
        TrackedRun run = table.find(runId);
        return run == null ? null : run.facts(NO_NODE);
    }

    /** Runs of tasks that came after the first {@link #MAX_TASKS}. */
    public long untold() {
        return untold.get();
    }

    private @Nullable TrackedTask task(TaskPlan plan) {
        TrackedTask known = tasks.get(plan.task());
        if (known != null) {
            return known;
        }
        int seen = tasks.size();
        if (seen >= MAX_TASKS) {
            untold.incrementAndGet();
            return null;
        }
        int runs = seen < MANY_TASKS ? MAX_RUNS : FEWER_RUNS;
        return tasks.computeIfAbsent(plan.task(), id -> new TrackedTask(plan, runs));
    }
}
