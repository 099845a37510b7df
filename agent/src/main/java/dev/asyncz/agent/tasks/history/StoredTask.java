package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What other processes have written of one task. Not thread-safe. */
final class StoredTask {
    /** The same task on more JVMs than this is told of the latest ones. */
    private static final int MAX_PROCESSES = 100;

    private static final int MAX_CAUSE = 300;

    private final Map<String, EntryKind> open = new LinkedHashMap<>();
    private final Map<String, Told> told = new HashMap<>();
    private final List<RunFacts> over = new ArrayList<>();
    private @Nullable RunFacts lastOk;
    private TaskFacts about;
    private long ended;
    private long failed;
    private long version;

    private record EntryKind(String process, RunFacts run) {}

    /**
     * What a process has last said of the task.
     *
     * @param millis when, by its own clock
     * @param died when it first said that the task died; 0 if it has not
     */
    private record Told(
            @Nullable String schedule,
            @Nullable Instant due,
            @Nullable String death,
            long millis,
            long died) {}

    StoredTask(TaskFacts about) {
        this.about = about;
    }

    TaskFacts about() {
        return about;
    }

    /**
     * Takes what a process says of the task's schedule. A run that has been told without its next time was told as that
     * time passed, or as its JVM ended.
     *
     * @param millis when it said so, by its own clock
     */
    void told(RunRecord record, TaskFacts task, long millis) {
        Told before = told.get(record.process());
        if (before != null && before.millis > millis) {
            return;
        }
        boolean silent = record.run() != null && task.nextRun() == null && task.death() == null;
        Instant due = silent && before != null ? before.due : task.nextRun();
        long died = task.death() == null ? 0 : before == null || before.death == null ? millis : before.died;
        told.put(record.process(), new Told(task.schedule(), due, task.death(), millis, died));
        if (record.run() == null) {
            about = task;
        }
        if (told.size() > MAX_PROCESSES) {
            told.entrySet().stream()
                    .min(Comparator.comparingLong(each -> each.getValue().millis))
                    .ifPresent(oldest -> told.remove(oldest.getKey()));
        }
    }

    /** The processes that have a next time for it; none where any JVM may run it. */
    Set<String> planners() {
        return NodeTask.isAnywhere(about.scheduler())
                ? Set.of()
                : told.entrySet().stream()
                        .filter(each -> each.getValue().due != null && each.getValue().death == null)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** Whether no run of it is known. */
    boolean isEmpty() {
        return over.isEmpty() && open.isEmpty();
    }

    /** Counts the runs under way of each process. */
    void countOpen(Map<String, Integer> runs) {
        open.values().forEach(each -> runs.merge(each.process, 1, Integer::sum));
    }

    /**
     * The task as each process has it, or had it; not as one had it that has been started again since.
     *
     * @param cameBack whether a process has
     * @param open how many runs of each process are under way
     */
    List<NodeTask> nodes(Processes processes, Predicate<String> cameBack, Map<String, Integer> open) {
        List<NodeTask> nodes = new ArrayList<>();
        told.forEach((process, last) -> {
            if (!cameBack.test(process)) {
                nodes.add(new NodeTask(
                        processes.node(process),
                        processes.life(process),
                        Instant.ofEpochMilli(processes.heard(process)),
                        NodeTask.isAnywhere(about.scheduler()),
                        last.schedule,
                        last.due,
                        last.death,
                        last.death == null ? null : Instant.ofEpochMilli(last.died),
                        open.getOrDefault(process, 0),
                        null));
            }
        });
        nodes.sort(Comparator.comparing(NodeTask::heard).reversed());
        return nodes;
    }

    /** Takes a record; older ones come first. */
    void add(RunRecord record, RunFacts run, TaskFacts task) {
        about = task;
        version++;
        int known = over.size() - 1;
        while (known >= 0 && !over.get(known).id().equals(run.id())) {
            known--;
        }
        if (known >= 0 && over.get(known).outcome() != Outcome.CUT_SHORT) {
            addAgain(known, run);
            return;
        }
        over.removeIf(each -> each.id().equals(run.id())); // It has ended after all.
        if (run.outcome() == Outcome.RUNNING) {
            open.put(run.id(), new EntryKind(record.process(), run));
            if (open.size() > TaskRegistry.MAX_RUNS) {
                open.remove(open.keySet().iterator().next());
            }
            return;
        }
        open.remove(run.id());
        ended += 1 + record.more();
        failed += (run.outcome() == Outcome.FAILED ? 1 : 0) + record.moreFailed();
        int at = over.size();
        while (at > 0 && over.get(at - 1).id().compareTo(run.id()) > 0) {
            at--;
        }
        over.add(at, withoutText(run));
        if (run.outcome() == Outcome.OK && (lastOk == null || lastOk.id().compareTo(run.id()) < 0)) {
            lastOk = over.get(at);
        }
        if (over.size() > TaskRegistry.MAX_RUNS) {
            over.remove(0);
        }
    }

    /** Takes a run once more: it may have logged since; a copy of its first record says nothing new. */
    private void addAgain(int at, RunFacts run) {
        if (!run.outcome().isOver()
                || run.lines().total() <= over.get(at).lines().total()) {
            return;
        }
        over.set(at, withoutText(run));
        if (lastOk != null && lastOk.id().equals(run.id())) {
            lastOk = null;
            for (RunFacts each : over) {
                lastOk = each.outcome() == Outcome.OK ? each : lastOk;
            }
        }
    }

    long version() {
        return version;
    }

    /** Whether it is not as it was; of a run under way another process's silence may tell the end. */
    boolean changedSince(long known) {
        return version != known || !open.isEmpty();
    }

    long ended() {
        return ended + open.size();
    }

    long failed() {
        return failed;
    }

    /** Every run that is kept, and the last that was OK, in no particular order. */
    List<RunFacts> runs(Predicate<String> isAlive) {
        List<RunFacts> runs = new ArrayList<>(over);
        if (lastOk != null && !runs.contains(lastOk)) {
            runs.add(lastOk);
        }
        open.values().forEach(each -> runs.add(isAlive.test(each.process) ? each.run : cutShort(each.run)));
        return runs;
    }

    static RunFacts withoutText(RunFacts run) {
        return new RunFacts(
                run.id(),
                run.task(),
                run.node(),
                run.started(),
                run.duration(),
                run.outcome(),
                run.failure(),
                causeOf(run),
                firstOf(run.threads()),
                run.lines());
    }

    /** Of an exception what a list says: its first line and its root cause's; null where nothing caused it. */
    private static @Nullable String causeOf(RunFacts run) {
        String cause = run.cause();
        if (cause == null || cause.equals(run.failure())) {
            return null;
        }
        return run.failure() + RunFacts.CAUSE + cause.substring(0, Math.min(cause.length(), MAX_CAUSE));
    }

    static RunFacts cutShort(RunFacts run) {
        return new RunFacts(
                run.id(),
                run.task(),
                run.node(),
                run.started(),
                null,
                Outcome.CUT_SHORT,
                null,
                null,
                firstOf(run.threads()),
                run.lines());
    }

    /** Who has worked for a run besides is read again by whoever looks at it. */
    private static List<String> firstOf(List<String> threads) {
        return threads.size() < 2 ? threads : List.of(threads.get(0), "… " + (threads.size() - 1) + " more");
    }
}
