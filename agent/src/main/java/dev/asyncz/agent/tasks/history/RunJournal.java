package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.TrackedRun;
import dev.asyncz.api.LogEntry;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down the runs of this process, so that a storage can keep them.
 *
 * <p>The thread of the application only puts a run into a queue, once. All else happens on the writer's thread, four
 * times a second: a run that has ended is written down a little later, when an asynchronous logger has brought its last
 * lines, too; one that lasts is written down a second after its beginning as well. While it has tasks to run the process
 * gives a sign of life now and then, and when the JVM ends it says so: that is how others tell a run that still goes on
 * from one that was cut short. When a task is due stands in the records of its runs, and in one of its own where no run
 * tells it: that is how others know what a JVM would have done that is gone.
 *
 * <p>Of a task that runs very often not every run is written down, but how many there were. Of runs that never end the
 * oldest give way past {@link #MAX_OPEN}: they are written down as begun and never ended, and once more should they end.
 */
public final class RunJournal implements Consumer<TrackedRun> {
    /** How often a process gives a sign of life at least while it has tasks to run: each record is one, too. */
    static final long SIGN_MILLIS = 15_000;

    /** How many runs of a task are written down in a burst; then one a second. */
    static final int BURST = 600;

    static final int MAX_OPEN = 20_000;

    private static final long PAUSE_MILLIS = 250;
    private static final long LASTING_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 1_000;

    private final Queue<TrackedRun> begun = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder givenUp = new LongAdder();

    private final TimeOrderedIds ids;
    private final UUID process;
    private final Supplier<String> node;
    private final LongSupplier millis;

    // Touched by whoever writes, one at a time.
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private final Map<String, Pace> paces = new HashMap<>();
    private final PublishedPlans plans = new PublishedPlans();
    private boolean over;
    private long lastTick;
    private long lastLook;
    private long lastSign;
    private long lastSaid;
    private volatile @Nullable Supplier<Jvm.Facts> self;

    /** @param node this JVM's name among those that share the storage; asked on the writer's thread */
    public RunJournal(Supplier<String> node) {
        this(
                node,
                new LongSupplier() { // Not a lambda: made before main.
                    @Override
                    public long getAsLong() {
                        return System.currentTimeMillis();
                    }
                });
    }

    RunJournal(Supplier<String> node, LongSupplier millis) {
        this.node = node;
        this.millis = millis;
        ids = new TimeOrderedIds(millis);
        process = ids.next();
    }

    /** Tells this start of the JVM from every other one, and when it was: a UUIDv7. */
    String process() {
        return process.toString();
    }

    /** When this was made, before the application's first line. */
    Instant began() {
        return Instant.ofEpochMilli(TimeOrderedIds.millis(process));
    }

    /** Has this JVM say what it is with each sign of life, also while it has no task. */
    public void describe(Supplier<Jvm.Facts> jvm) {
        self = jvm;
    }

    /** How many runs were not written down, as too many began within a moment. */
    public long dropped() {
        return dropped.sum();
    }

    /** Says that too many runs were under way to wait for the end of each; null when all is well. */
    public @Nullable String trouble() {
        long runs = givenUp.sum();
        return runs == 0
                ? null
                : String.format(
                        Locale.ROOT,
                        "more than %,d runs were under way at once: the oldest %,d are written down as begun and never"
                                + " ended; something begins runs and does not end them",
                        MAX_OPEN,
                        runs);
    }

    /** Called by the thread that begins the run; once more when it has logged an ERROR after it was written down. */
    @Override
    public void accept(TrackedRun run) {
        if (waiting.get() >= MAX_OPEN) {
            dropped.increment();
            return;
        }
        waiting.incrementAndGet();
        begun.add(run);
    }

    /** Hands over what is to be written now; called often, and does nothing most of the times. */
    public synchronized void write(TaskRegistry tasks, Consumer<LogEntry> storage) {
        long now = millis.getAsLong();
        if (Math.abs(now - lastTick) >= PAUSE_MILLIS) {
            lastTick = now;
            write(tasks, storage, now, false);
            if (!over && Math.abs(now - lastLook) >= LOOK_MILLIS) {
                lastLook = now;
                plans.news(tasks, now)
                        .forEach(task ->
                                put(new RunRecord(process(), null, task, 0, 0, RunRecord.Last.NO), storage, now));
            }
        }
    }

    /**
     * Hands over all that is left, and that the process ends. What is cancelled from now on is so by that end.
     *
     * @param stopped whether somebody has stopped it, rather than that it has come to its end by itself
     */
    public synchronized void writeLast(TaskRegistry tasks, Consumer<LogEntry> storage, boolean stopped) {
        long now = millis.getAsLong();
        over = true;
        write(tasks, storage, now, true);
        if (!paces.isEmpty() || !plans.isEmpty() || lastSaid != 0) {
            say(storage, now, stopped ? RunRecord.Last.STOPPED : RunRecord.Last.FINISHED);
        }
    }

    private void say(Consumer<LogEntry> storage, long now, RunRecord.Last last) {
        Supplier<Jvm.Facts> asked = self;
        lastSaid = now;
        put(new RunRecord(process(), null, null, 0, 0, last, asked == null ? null : asked.get()), storage, now);
    }

    private void put(RunRecord record, Consumer<LogEntry> storage, long now) {
        lastSign = now;
        storage.accept(record.entry(ids.next(), time(now), node.get()));
    }

    private void write(TaskRegistry tasks, Consumer<LogEntry> storage, long now, boolean all) {
        for (TrackedRun run = begun.poll(); run != null; run = begun.poll()) {
            waiting.decrementAndGet();
            open.add(new Open(run));
        }
        Map<String, TaskFacts> facts = new HashMap<>();
        boolean lasting = false;
        for (Iterator<Open> each = open.iterator(); each.hasNext(); ) {
            Open next = each.next();
            TrackedRun run = next.run;
            if (run.isOver()) {
                // Seen twice: a while lies between, for what is late.
                if (next.seenOver || all) {
                    each.remove();
                    if (next.again) {
                        record(run, tasks, facts, storage, now, 0, 0);
                    } else {
                        ended(run, tasks, facts, storage, now, next.written);
                    }
                }
                next.seenOver = true;
            } else if (run.isLost()) {
                each.remove();
                record(run, tasks, facts, storage, now, 0, 0);
            } else if (next.written) {
                lasting = true;
            } else if (all || now - run.startedMillis() >= LASTING_MILLIS) {
                next.written = true;
                lasting = true;
                pace(run.task(), now);
                record(run, tasks, facts, storage, now, 0, 0);
            }
        }
        while (open.size() > MAX_OPEN) {
            TrackedRun oldest = open.remove().run;
            oldest.giveUp();
            givenUp.increment();
            record(oldest, tasks, facts, storage, now, 0, 0);
        }
        long since = self == null ? lastSign : lastSaid;
        boolean speaks = lasting || !plans.isEmpty() || self != null;
        if (!over && speaks && Math.abs(now - since) >= SIGN_MILLIS) {
            say(storage, now, RunRecord.Last.NO);
        }
    }

    private void ended(
            TrackedRun run,
            TaskRegistry tasks,
            Map<String, TaskFacts> facts,
            Consumer<LogEntry> storage,
            long now,
            boolean written) {
        if (run.isSkipped() && !written) {
            return;
        }
        Pace pace = pace(run.task(), now);
        // One that was given up is counted already.
        int counted = run.isGivenUp() ? 1 : 0;
        if (pace.lets(now) || written) {
            record(run, tasks, facts, storage, now, pace.more - counted, pace.moreFailed);
            pace.more = 0;
            pace.moreFailed = 0;
        } else {
            pace.more += 1 - counted;
            pace.moreFailed += run.hasFailed() ? 1 : 0;
        }
    }

    private void record(
            TrackedRun run,
            TaskRegistry tasks,
            Map<String, TaskFacts> facts,
            Consumer<LogEntry> storage,
            long now,
            long more,
            long moreFailed) {
        TaskFacts task = facts.computeIfAbsent(run.task(), tasks::task);
        TaskHistory.Plan plan = tasks.plan(run.task());
        if (task == null || plan == null) {
            return;
        }
        // What is cancelled as the JVM ends would have run.
        Instant due = plan.due() == null && over ? plans.due(run.task()) : plan.due();
        plans.told(run.task(), plan, now);
        if (run.isOver()) {
            run.writeDown();
        }
        put(
                new RunRecord(process(), run.facts(node.get()), task.dueAt(due), more, moreFailed, RunRecord.Last.NO),
                storage,
                now);
    }

    private Pace pace(String task, long now) {
        return paces.computeIfAbsent(task, key -> new Pace(now));
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static final class Open {
        private final TrackedRun run;
        private boolean written;
        private boolean seenOver;
        private final boolean again;

        Open(TrackedRun run) {
            this.run = run;
            again = run.isWritten();
        }
    }
}
