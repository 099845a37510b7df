package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.history.RunRecord.Last;
import dev.asyncz.agent.tasks.history.Starts.Start;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The JVMs that write to a storage, by what they have last written. Bounded; not thread-safe. */
final class Processes {
    /** A process that has been silent for this long is taken for ended: three signs are missing. */
    static final long SILENT_MILLIS = 3 * RunJournal.SIGN_MILLIS + 10_000;

    private static final int MAX = 10_000;

    /** Of all processes together. */
    private static final int MAX_TASKS = 50_000;

    private final Map<String, Known> all = new HashMap<>();
    private final boolean shared;
    private long nowMillis;
    private int tasks;

    private static final class Known {
        private String node = "";
        private long first = Long.MAX_VALUE;
        private long last;
        private Last end = Last.NO;
        private final Set<String> tasks = new HashSet<>();
        private final LineRate rate = new LineRate();
        private Jvm.@Nullable Facts said;
    }

    /** @param shared whether processes that are not this one may be alive */
    Processes(boolean shared) {
        this.shared = shared;
    }

    /** When the storage answered: what it did not bring until then was not there. */
    void at(long millis) {
        nowMillis = millis;
    }

    /** Takes what a process has written at a time of its own clock. */
    void heard(RunRecord record, String node, long millis) {
        if (all.size() >= MAX && !all.containsKey(record.process())) {
            return;
        }
        Known process = all.computeIfAbsent(record.process(), key -> new Known());
        process.first = Math.min(process.first, millis);
        process.last = Math.max(process.last, millis);
        if (!node.isEmpty()) {
            process.node = node;
        }
        if (record.jvm() != null) {
            process.said = record.jvm();
            process.rate.note(millis, record.jvm().produced());
        }
        if (record.last() != Last.NO) {
            process.end = record.last();
        }
    }

    /** Takes that a process has a task. */
    void has(String process, String task) {
        Known known = all.get(process);
        if (known != null && tasks < MAX_TASKS && known.tasks.add(task)) {
            tasks++;
        }
    }

    boolean isAlive(String process) {
        return life(process) == Life.LIVES;
    }

    Life life(String process) {
        Known known = all.get(process);
        if (known == null) {
            return Life.SILENT;
        }
        return switch (known.end) {
            case STOPPED -> Life.STOPPED;
            case FINISHED -> Life.FINISHED;
            case NO -> shared && nowMillis - known.last < SILENT_MILLIS ? Life.LIVES : Life.SILENT;
        };
    }

    String node(String process) {
        Known known = all.get(process);
        return known == null ? "" : known.node;
    }

    /** When it was last heard of; 0 for never. */
    long heard(String process) {
        Known known = all.get(process);
        return known == null ? 0 : known.last;
    }

    /**
     * Whether the application has been started again on the same node since this process was last heard of: one of its
     * tasks is enough to know it by.
     *
     * @param ownNode this process's node, which is none of those that are known here
     * @param ownStart when this process began
     * @param ownTasks the tasks of this process
     */
    boolean cameBack(String process, String ownNode, long ownStart, Set<String> ownTasks) {
        Known gone = all.get(process);
        if (gone == null || life(process) == Life.LIVES) {
            return false;
        }
        if (gone.node.equals(ownNode) && ownStart >= gone.last && meet(gone.tasks, ownTasks)) {
            return true;
        }
        for (Known each : all.values()) {
            if (each != gone && each.node.equals(gone.node) && each.first > gone.last && isSame(gone, each)) {
                return true;
            }
        }
        return false;
    }

    /**
     * All of them, those that were heard of last first.
     *
     * @param cameBack whether a process has been started again
     * @param alone the tasks that a process alone has
     */
    List<Jvm> jvms(Predicate<String> cameBack, Function<String, List<String>> alone) {
        List<Jvm> jvms = new ArrayList<>();
        all.forEach((process, known) -> {
            if (!cameBack.test(process)) {
                jvms.add(new Jvm(
                        known.node,
                        life(process),
                        Instant.ofEpochMilli(began(process, known)),
                        Instant.ofEpochMilli(known.last),
                        known.said,
                        isAlive(process) ? known.rate.perSecond() : null,
                        known.tasks.size(),
                        alone.apply(process)));
            }
        });
        jvms.sort(Comparator.comparing(Jvm::heard).reversed());
        return List.copyOf(jvms);
    }

    /** When each of them was started, the oldest first. */
    List<Start> starts() {
        Set<String> nodes = new HashSet<>();
        List<Start> starts = new ArrayList<>();
        all.entrySet().stream()
                .sorted(Comparator.comparing(each -> began(each.getKey(), each.getValue())))
                .forEach(each -> starts.add(new Start(
                        Instant.ofEpochMilli(began(each.getKey(), each.getValue())),
                        each.getValue().node,
                        !nodes.add(each.getValue().node),
                        isAlive(each.getKey()))));
        return List.copyOf(starts);
    }

    /** The name of a process says it; those of older versions are first heard of a little later. */
    private static long began(String process, Known known) {
        try {
            UUID name = UUID.fromString(process);
            return name.version() == 7 ? Math.min(TimeOrderedIds.millis(name), known.first) : known.first;
        } catch (IllegalArgumentException anybody) {
            return known.first;
        }
    }

    /** Whether it may be the same application, where there are no tasks to know it by. */
    private static boolean isSame(Known gone, Known each) {
        return meet(gone.tasks, each.tasks)
                || gone.tasks.isEmpty()
                        && gone.said != null
                        && each.said != null
                        && gone.said.app().equals(each.said.app());
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return !Collections.disjoint(some, others);
    }
}
