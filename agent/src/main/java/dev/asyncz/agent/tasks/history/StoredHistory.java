package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.Starts.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of other nodes and of earlier starts: read from the storage again when somebody looks, at most once a
 * second. Any thread; who comes while another one reads is shown what there was before.
 */
final class StoredHistory {
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A storage that does not answer has each question wait for seconds. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private final TaskRegistry own;
    private final StoredRuns storage;
    private final Supplier<String> node;
    private final long startMillis;
    private final ReentrantLock reading = new ReentrantLock();
    private long readAt = System.nanoTime();
    private volatile Seen seen = Seen.NOTHING;

    /** Runs by task, the one that began last first, the nodes that ran them, and when each process began. */
    record Seen(
            Map<String, RemoteTask> tasks,
            Set<String> nodes,
            List<Start> starts,
            List<Jvm> jvms,
            @Nullable Instant since,
            @Nullable String trouble) {
        static final Seen NOTHING = new Seen(Map.of(), Set.of(), List.of(), List.of(), null, null);

        /** The nodes that ran them, and those that are to, as far as they are remembered. */
        Set<String> names(Instant now) {
            Set<String> names = new HashSet<>(nodes);
            tasks.values().stream()
                    .flatMap(task -> task.nodes.stream())
                    .filter(each -> each.isRemembered(now))
                    .forEach(each -> names.add(each.node()));
            return names;
        }
    }

    /** @param version that of what its runs were made from */
    record RemoteTask(
            TaskFacts about, long runs, long failures, List<RunFacts> last, List<NodeTask> nodes, long version) {}

    /** @param node this JVM's name */
    StoredHistory(TaskRegistry own, StoredRuns storage, Supplier<String> node, LongSupplier millis) {
        this.own = own;
        this.storage = storage;
        this.node = node;
        startMillis = millis.getAsLong();
    }

    /** As it was when it was read last. */
    Seen seen() {
        return seen;
    }

    /** As it is. */
    Seen read() {
        if (reading.tryLock()) {
            try {
                if (System.nanoTime() - readAt >= 0) {
                    Duration pause = readAgain();
                    readAt = System.nanoTime() + pause.toNanos();
                }
            } finally {
                reading.unlock();
            }
        }
        return seen;
    }

    /** A run with its exception; null if it is not kept any more, or never was. */
    @Nullable
    RunFacts run(String id) {
        RunFacts known = read().tasks.values().stream()
                .flatMap(task -> task.last.stream())
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElse(null);
        // What was kept of one that was done may be shortened.
        boolean whole =
                known != null && (!known.outcome().isDone() || known.threads().size() < 2);
        if (known != null && whole && known.failure() == null) {
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
     * Runs of a task that began before another one, the one that began last first.
     *
     * @param mine gives a run of this process; null for any other
     */
    List<RunFacts> older(String task, UUID before, int limit, Function<String, @Nullable RunFacts> mine) {
        List<RunRecord> records = storage.older(task, before, limit);
        List<RunFacts> runs = new ArrayList<>();
        reading.lock(); // For the signs of life of other processes.
        try {
            for (RunRecord record : records) {
                RunFacts run = Objects.requireNonNull(record.run());
                boolean over = run.outcome().isOver();
                RunFacts here = over ? null : mine.apply(run.id());
                runs.add(
                        here != null
                                ? here
                                : over || storage.mayRun(record.process())
                                        ? StoredTask.withoutText(run)
                                        : StoredTask.cutShort(run));
            }
        } finally {
            reading.unlock();
        }
        return runs;
    }

    /** See {@link RunHistory#between}. */
    PastRuns between(Instant since, Instant until, int most) {
        return storage.between(since, until, most);
    }

    /** Gives when to read again. */
    private Duration readAgain() {
        String trouble = null;
        try {
            storage.follow();
            storage.lookFor(own.tasks().stream().map(TaskFacts::id).toList());
        } catch (RuntimeException | LinkageError e) {
            trouble = "The runs of other nodes and of earlier starts cannot be read now (" + e.getMessage() + ")";
        }
        seen = look(seen.tasks, trouble);
        return trouble == null ? FRESH : LATER;
    }

    private Seen look(Map<String, RemoteTask> before, @Nullable String trouble) {
        Processes processes = storage.processes();
        Map<String, Integer> open = new HashMap<>();
        storage.tasks().values().forEach(task -> task.countOpen(open));
        Set<String> names = own.names();
        Map<String, Boolean> back = new HashMap<>();
        Predicate<String> cameBack = process ->
                back.computeIfAbsent(process, key -> processes.cameBack(key, node.get(), startMillis, names));
        Map<String, RemoteTask> tasks = new TreeMap<>();
        Set<String> nodes = new HashSet<>();
        storage.tasks().forEach((id, task) -> {
            RemoteTask known = before.get(id);
            List<RunFacts> runs =
                    known != null && !task.changedSince(known.version) ? known.last : sorted(task, processes);
            tasks.put(
                    id,
                    new RemoteTask(
                            task.about(),
                            task.ended(),
                            task.failed(),
                            runs,
                            task.nodes(processes, cameBack, open),
                            task.version()));
            runs.forEach(run -> nodes.add(run.node()));
        });
        List<Jvm> jvms = processes.jvms(cameBack, alone(cameBack));
        return new Seen(tasks, nodes, processes.starts(), jvms, storage.since(), trouble);
    }

    /** Of each process the tasks that it has a next time for, and no other that lives. */
    private Function<String, List<String>> alone(Predicate<String> cameBack) {
        Map<String, List<String>> alone = new HashMap<>();
        storage.tasks().forEach((id, task) -> {
            Set<String> planners = task.planners();
            List<String> live =
                    planners.stream().filter(storage.processes()::isAlive).toList();
            TaskHistory.Plan mine = own.plan(id);
            if (mine == null || mine.due() == null) {
                planners.stream()
                        .filter(each -> !cameBack.test(each) && (live.isEmpty() || live.equals(List.of(each))))
                        .forEach(each -> alone.computeIfAbsent(each, key -> new ArrayList<>())
                                .add(id));
            }
        });
        alone.values().forEach(tasks -> tasks.sort(Comparator.naturalOrder()));
        return process -> List.copyOf(alone.getOrDefault(process, List.of()));
    }

    /** Whether another process that lives has a next time for a task, or may run it. */
    boolean isPlannedElsewhere(String task) {
        RemoteTask theirs = seen.tasks.get(task);
        return theirs != null
                && theirs.nodes.stream().anyMatch(node -> node.life().isAlive() && node.due() != null);
    }

    private static List<RunFacts> sorted(StoredTask task, Processes processes) {
        List<RunFacts> runs = task.runs(processes::isAlive);
        runs.sort(Comparator.comparing(RunFacts::id).reversed());
        return runs;
    }
}
