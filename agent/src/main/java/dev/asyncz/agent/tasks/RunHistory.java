package dev.asyncz.agent.tasks;

import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tasks and runs that the dashboard shows: those of this process from the heap, to the moment; those of other nodes,
 * and of earlier starts, from the storage, read again when somebody looks, at most once a second. Any thread; who comes
 * while another one reads is shown what there was before.
 */
public final class RunHistory {
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A storage that does not answer has each question wait for seconds. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private final TaskRegistry own;
    private final @Nullable KeptRuns kept;
    private final Supplier<String> node;
    private final Instant started = Instant.now();
    private final ReentrantLock reading = new ReentrantLock();
    private long readAt = System.nanoTime();
    private volatile Others others = new Others(Map.of(), Set.of(), null, null);

    /** What was read of others: runs by task, the one that began last first, and the nodes that ran them. */
    private record Others(
            Map<String, Task> tasks,
            Set<String> nodes,
            @Nullable Instant since,
            @Nullable String trouble) {}

    /** @param version that of what it was made from */
    private record Task(TaskFacts about, long runs, long failures, List<RunFacts> last, long version) {}

    /** Of this process alone. */
    public RunHistory(TaskRegistry own) {
        this.own = own;
        this.kept = null;
        this.node = () -> "";
    }

    /**
     * @param journal what this process writes with
     * @param storage where all processes write to
     * @param shared whether others may be writing to it now
     * @param node this JVM's name among them
     */
    public RunHistory(TaskRegistry own, RunJournal journal, LogStorage storage, boolean shared, Supplier<String> node) {
        this.own = own;
        this.kept = new KeptRuns(storage, journal.process(), shared);
        this.node = node;
    }

    /** Every task that is known, by name. */
    public List<TaskHistory> tasks() {
        Others read = read();
        Map<String, TaskHistory> all = new TreeMap<>();
        own.tasks().forEach(task -> all.put(task.id(), merged(task, read.tasks.get(task.id()))));
        read.tasks.forEach((id, task) -> all.computeIfAbsent(id, key -> alone(task)));
        return List.copyOf(all.values());
    }

    /** The names of all tasks that are known, in order; reads nothing. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(others.tasks.keySet());
        own.tasks().forEach(task -> names.add(task.id()));
        return List.copyOf(names);
    }

    /** Whether runs of more than one node are known. */
    public boolean spansNodes() {
        Set<String> nodes = read().nodes;
        return nodes.size() > 1 || !nodes.isEmpty() && own.hasRuns() && !nodes.contains(node.get());
    }

    /** One task; null if nobody knows it. */
    public @Nullable TaskHistory task(String id) {
        Others read = read();
        TaskFacts mine = own.task(id);
        Task theirs = read.tasks.get(id);
        if (mine != null) {
            return merged(mine, theirs);
        }
        return theirs == null ? null : alone(theirs);
    }

    /**
     * Runs of all tasks, the one that began last first.
     *
     * @param wanted which of them
     * @param limit how many at most
     */
    public List<RunFacts> runs(Predicate<RunFacts> wanted, int limit) {
        return tasks().stream()
                .flatMap(task -> task.runs().stream())
                .filter(wanted)
                .sorted(Comparator.comparing(RunFacts::id).reversed())
                .limit(limit)
                .toList();
    }

    /** One run with its exception; null if it is not kept any more, or never was. */
    public @Nullable RunFacts run(String id) {
        RunFacts mine = own.run(id);
        if (mine != null) {
            return mine.on(node.get());
        }
        KeptRuns storage = kept;
        if (storage == null) {
            return own.runs().stream()
                    .filter(run -> run.id().equals(id))
                    .findFirst()
                    .orElse(null);
        }
        Others read = read();
        RunFacts known = read.tasks.values().stream()
                .flatMap(task -> task.last.stream())
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElse(null);
        if (known != null && known.failure() == null) {
            return known;
        }
        try {
            RunRecord record = storage.find(id, known == null ? null : known.task());
            return record == null || record.run() == null ? known : record.run();
        } catch (RuntimeException | LinkageError unreachable) {
            return known;
        }
    }

    /**
     * Runs of a task that began before another one, the one that began last first, from the storage.
     *
     * @param before the other one's id
     * @param limit how many at most
     * @throws RuntimeException when the storage does not answer
     */
    public List<RunFacts> older(String task, UUID before, int limit) {
        KeptRuns storage = kept;
        if (storage == null) {
            return List.of();
        }
        List<RunRecord> records = storage.older(task, before, limit);
        List<RunFacts> runs = new ArrayList<>();
        reading.lock(); // For the signs of life of other processes.
        try {
            for (RunRecord record : records) {
                RunFacts run = Objects.requireNonNull(record.run());
                boolean over = run.outcome().isOver();
                RunFacts mine = over ? null : own.run(run.id());
                runs.add(
                        mine != null
                                ? mine.on(node.get())
                                : over || storage.mayRun(record.process())
                                        ? KeptTask.withoutText(run)
                                        : KeptTask.cutShort(run));
            }
        } finally {
            reading.unlock();
        }
        return runs;
    }

    /** The beginning of what the figures of the tasks cover. */
    public Instant since() {
        Instant read = others.since;
        return read == null || read.isAfter(started) ? started : read;
    }

    /** Why nothing can be read of other nodes and earlier starts now; null when all is well. */
    public @Nullable String trouble() {
        return others.trouble;
    }

    /** Whether runs outlive this process. */
    public boolean isKept() {
        return kept != null;
    }

    private TaskHistory merged(TaskFacts mine, @Nullable Task theirs) {
        List<RunFacts> runs = own.runs(mine.id(), node.get());
        if (theirs != null) {
            runs.addAll(theirs.last);
        }
        return history(
                mine,
                theirs == null ? mine.schedule() : firstOf(mine.schedule(), theirs.about.schedule()),
                mine.runs() + (theirs == null ? 0 : theirs.runs),
                mine.failures() + (theirs == null ? 0 : theirs.failures),
                runs,
                own.due(mine.id()));
    }

    private static TaskHistory alone(Task theirs) {
        return history(
                theirs.about,
                theirs.about.schedule(),
                theirs.runs,
                theirs.failures,
                new ArrayList<>(theirs.last),
                null);
    }

    private static TaskHistory history(
            TaskFacts about,
            @Nullable String schedule,
            long total,
            long failures,
            List<RunFacts> runs,
            @Nullable Instant due) {
        runs.sort(Comparator.comparing(RunFacts::id).reversed());
        List<RunFacts> last = last(runs);
        Instant next = about.nextRun();
        TaskFacts facts = new TaskFacts(
                about.id(),
                about.scheduler(),
                schedule,
                next != null && next.isAfter(Instant.now()) ? next : null,
                about.source(),
                about.infrastructure(),
                total,
                failures,
                last.stream().filter(run -> !run.outcome().isOver()).count(),
                last.isEmpty() ? null : last.get(0),
                about.death());
        return new TaskHistory(facts, last, due);
    }

    /** The last hundred, and the last that was OK. */
    private static List<RunFacts> last(List<RunFacts> runs) {
        List<RunFacts> last = new ArrayList<>(runs.subList(0, Math.min(runs.size(), TaskRegistry.MAX_RUNS)));
        if (last.stream().noneMatch(run -> run.outcome() == RunFacts.Outcome.OK)) {
            runs.stream()
                    .skip(last.size())
                    .filter(run -> run.outcome() == RunFacts.Outcome.OK)
                    .findFirst()
                    .ifPresent(last::add);
        }
        return List.copyOf(last);
    }

    private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private Others read() {
        KeptRuns storage = kept;
        if (storage != null && reading.tryLock()) {
            try {
                if (System.nanoTime() - readAt >= 0) {
                    Duration pause = readAgain(storage);
                    readAt = System.nanoTime() + pause.toNanos();
                }
            } finally {
                reading.unlock();
            }
        }
        return others;
    }

    private static Task read(KeptTask task, KeptRuns storage) {
        List<RunFacts> runs = task.runs(storage::isAlive);
        runs.sort(Comparator.comparing(RunFacts::id).reversed());
        return new Task(task.about(), task.ended(), task.failed(), runs, task.version());
    }

    /** Gives when to read again. */
    private Duration readAgain(KeptRuns storage) {
        String trouble = null;
        try {
            storage.follow();
            storage.lookFor(own.tasks().stream().map(TaskFacts::id).toList());
        } catch (RuntimeException | LinkageError e) {
            trouble = "The runs of other nodes and of earlier starts cannot be read now (" + e.getMessage() + ")";
        }
        Map<String, Task> before = others.tasks;
        Map<String, Task> tasks = new TreeMap<>();
        storage.tasks().forEach((id, task) -> {
            Task known = before.get(id);
            tasks.put(id, known != null && !task.changedSince(known.version) ? known : read(task, storage));
        });
        Set<String> nodes = new HashSet<>();
        tasks.values().forEach(task -> task.last.forEach(run -> nodes.add(run.node())));
        others = new Others(tasks, nodes, storage.since(), trouble);
        return trouble == null ? FRESH : LATER;
    }
}
