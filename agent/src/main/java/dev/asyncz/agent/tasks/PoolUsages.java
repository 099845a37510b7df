package dev.asyncz.agent.tasks;

import dev.asyncz.agent.tasks.NodeTask.PoolUsage;
import dev.asyncz.agent.tasks.NodeTask.Waiting;
import dev.asyncz.agent.tasks.TaskHistory.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Timer;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Which threads run which tasks of this process, and what occupies them now. Made for one question. */
public final class PoolUsages {
    /** An executor is asked how many of its threads are at work where a task is late by this: it takes its lock. */
    private static final long LATE_MILLIS = 5_000;

    /** Where nobody has told how many threads there are, there is one left. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final IdentityHashMap<Object, Group> groups = new IdentityHashMap<>();
    private final Map<String, Object> pools = new HashMap<>();
    private final IdentityHashMap<Object, PoolUsage> usages = new IdentityHashMap<>();
    private final Instant now;

    private static final class Group {
        private int threads;
        private final List<RunFacts> busy = new ArrayList<>();
        private final List<Waiting> waiting = new ArrayList<>();
    }

    /**
     * @param node the name of this JVM, for the runs
     * @param elsewhere whether another JVM has begun a run of a task since a time
     */
    PoolUsages(Collection<TrackedTask> tasks, String node, Instant now, BiPredicate<String, Instant> elsewhere) {
        this.now = now;
        List<RunFacts> astray = new ArrayList<>();
        List<TrackedTask> known = new ArrayList<>();
        for (TrackedTask task : tasks) {
            TrackedTask.Pool told = task.pool();
            Object pool = told == null ? null : told.of().get();
            List<RunFacts> running = task.running(node);
            if (told == null || pool == null) {
                astray.addAll(running);
                continue;
            }
            pools.put(task.id(), pool);
            Group group = groups.computeIfAbsent(pool, key -> new Group());
            group.threads = Math.max(group.threads, told.threads());
            group.busy.addAll(running);
            known.add(task);
            Plan plan = task.plan();
            if (plan.due() != null && !(told.anywhere() && elsewhere.test(task.id(), plan.due()))) {
                group.waiting.add(new Waiting(task.id(), plan.schedule(), plan.due(), !running.isEmpty()));
            }
        }
        if (!astray.isEmpty()) {
            findThreads(known, astray);
        }
    }

    /** What was scheduled once, or by somebody unknown, is known by the thread that it took. */
    private void findThreads(List<TrackedTask> tasks, List<RunFacts> astray) {
        Map<String, Object> byThread = new HashMap<>();
        for (TrackedTask task : tasks) {
            Object pool = pools.get(task.id());
            if (pool != null) {
                task.firstThreads().forEach(name -> byThread.put(name, pool));
            }
        }
        for (RunFacts run : astray) {
            Object pool =
                    run.threads().isEmpty() ? null : byThread.get(run.threads().get(0));
            Group group = pool == null ? null : groups.get(pool);
            if (group != null) {
                group.busy.add(run);
                pools.putIfAbsent(run.task(), pool);
            }
        }
    }

    /** Null for a task that nobody knows the threads of. */
    public @Nullable PoolUsage of(String task) {
        Object pool = pools.get(task);
        return pool == null ? null : usages.computeIfAbsent(pool, this::usage);
    }

    private PoolUsage usage(Object pool) {
        Group group = Objects.requireNonNull(groups.get(pool));
        group.busy.sort(Comparator.comparing(RunFacts::started));
        boolean late = group.waiting.stream().anyMatch(each -> each.due().isBefore(now.minusMillis(LATE_MILLIS)));
        int threads = threads(pool, group.threads);
        int active = late ? active(pool, group.busy.size()) : 0;
        return new PoolUsage(threads, active, List.copyOf(group.busy), List.copyOf(group.waiting));
    }

    private static int threads(Object pool, int told) {
        if (pool instanceof ThreadPoolExecutor executor) {
            return Math.max(1, executor.getCorePoolSize());
        }
        if (pool instanceof ForkJoinPool fork) {
            return fork.getParallelism();
        }
        if (pool instanceof Timer) {
            return 1;
        }
        return told == 0 ? UNKNOWN : told;
    }

    private static int active(Object pool, int runs) {
        if (pool instanceof ThreadPoolExecutor executor) {
            return executor.getActiveCount();
        }
        return pool instanceof ForkJoinPool fork ? fork.getActiveThreadCount() : runs;
    }
}
