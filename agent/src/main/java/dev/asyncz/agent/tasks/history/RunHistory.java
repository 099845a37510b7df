package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.StoredHistory.RemoteTask;
import dev.asyncz.agent.tasks.history.StoredHistory.Seen;
import dev.asyncz.api.LogStorage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks and runs that the dashboard shows: those of this process from the heap, to the moment; those of other nodes,
 * and of earlier starts, from the storage. Any thread.
 */
public final class RunHistory {
    private final TaskRegistry own;
    private final @Nullable StoredHistory elsewhere;
    private final Supplier<String> node;
    private final LongSupplier millis;
    private final Instant started;
    private final @Nullable Supplier<Instant> began;
    private final @Nullable Supplier<Reach> reach;
    private final @Nullable Supplier<Jvm.Facts> self;
    private @Nullable LineRate rate;

    /** Of this process alone. */
    public RunHistory(TaskRegistry own) {
        this(own, null, () -> "", System::currentTimeMillis, null, null, null);
    }

    private RunHistory(
            TaskRegistry own,
            @Nullable StoredHistory elsewhere,
            Supplier<String> node,
            LongSupplier millis,
            @Nullable Supplier<Instant> began,
            @Nullable Supplier<Reach> reach,
            @Nullable Supplier<Jvm.Facts> self) {
        this.own = own;
        this.elsewhere = elsewhere;
        this.node = node;
        this.millis = millis;
        this.started = Instant.ofEpochMilli(millis.getAsLong());
        this.began = began;
        this.reach = reach;
        this.self = self;
    }

    /** The same, beside a log that goes as far back as this says. */
    public RunHistory besideLog(Supplier<Reach> goesBack) {
        return new RunHistory(own, elsewhere, node, millis, began, goesBack, self);
    }

    /** The same, of a JVM that is one of those it tells of. */
    public RunHistory of(Supplier<Jvm.Facts> jvm) {
        return new RunHistory(own, elsewhere, node, millis, began, reach, jvm);
    }

    /** How far back the log goes; unknown where nobody says, or not now. */
    public Reach reach() {
        try {
            return reach == null ? Reach.UNKNOWN : reach.get();
        } catch (RuntimeException unreachable) {
            return Reach.UNKNOWN;
        }
    }

    /**
     * @param journal what this process writes with
     * @param storage where all processes write to
     * @param shared whether others may be writing to it now
     * @param node this JVM's name among them
     */
    public RunHistory(TaskRegistry own, RunJournal journal, LogStorage storage, boolean shared, Supplier<String> node) {
        this(own, journal, storage, shared, node, System::currentTimeMillis);
    }

    RunHistory(
            TaskRegistry own,
            RunJournal journal,
            LogStorage storage,
            boolean shared,
            Supplier<String> node,
            LongSupplier millis) {
        this(
                own,
                new StoredHistory(own, new StoredRuns(storage, journal.process(), shared, millis), node, millis),
                node,
                millis,
                journal::began,
                null,
                null);
    }

    /** What this process alone knows. */
    public TaskRegistry own() {
        return own;
    }

    /** Every task that is known, by name. */
    public List<TaskHistory> tasks() {
        Seen read = read();
        Map<String, TaskHistory> all = new TreeMap<>();
        MergedTasks merged = merged(read);
        own.tasks()
                .forEach(task ->
                        all.put(task.id(), merged.both(task, read.tasks().get(task.id()))));
        read.tasks().forEach((id, task) -> all.computeIfAbsent(id, key -> merged.alone(task)));
        return List.copyOf(all.values());
    }

    /** The names of all tasks that are known, in order; reads nothing. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(seen().tasks().keySet());
        own.tasks().forEach(task -> names.add(task.id()));
        return List.copyOf(names);
    }

    /** Whether runs of more than one node are known. */
    public boolean spansNodes() {
        Set<String> nodes = read().nodes();
        return nodes.size() > 1 || !nodes.isEmpty() && own.hasRuns() && !nodes.contains(node.get());
    }

    /** The names of the nodes that have tasks or had runs, in order; without those that have no name. */
    public SortedSet<String> nodes() {
        SortedSet<String> names = new TreeSet<>(read().names(Instant.ofEpochMilli(millis.getAsLong())));
        if (!own.names().isEmpty()) {
            names.add(node.get());
        }
        names.remove("");
        return names;
    }

    /** One task; null if nobody knows it. */
    public @Nullable TaskHistory task(String id) {
        Seen read = read();
        TaskFacts mine = own.task(id);
        RemoteTask theirs = read.tasks().get(id);
        if (mine != null) {
            return merged(read).both(mine, theirs);
        }
        return theirs == null ? null : merged(read).alone(theirs);
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
        RunFacts mine = mine(id);
        if (mine != null) {
            return mine;
        }
        StoredHistory others = elsewhere;
        return others != null
                ? others.run(id)
                : own.runs().stream()
                        .filter(run -> run.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Runs of a task that began before another one, the one that began last first, from the storage.
     *
     * @param before the other one's id
     * @param limit how many at most
     * @throws RuntimeException when the storage does not answer
     */
    public List<RunFacts> older(String task, UUID before, int limit) {
        StoredHistory others = elsewhere;
        return others == null ? List.of() : others.older(task, before, limit, this::mine);
    }

    /**
     * The runs that began within a time and have ended, as the storage has them, each with the time that its task was to
     * run next. What is under way, and what lasts beyond that time, {@link #tasks} knows. Asks the storage.
     *
     * @param since the first moment
     * @param until the last
     * @param most how many records are read at most, the newest of them
     * @throws RuntimeException when the storage does not answer
     */
    public PastRuns between(Instant since, Instant until, int most) {
        StoredHistory others = elsewhere;
        return others == null ? PastRuns.NONE : others.between(since, until, most);
    }

    private @Nullable RunFacts mine(String run) {
        RunFacts mine = own.run(run);
        return mine == null ? null : mine.on(node.get());
    }

    /** The beginning of what the figures of the tasks cover. */
    public Instant since() {
        Instant read = seen().since();
        return read == null || read.isAfter(started) ? started : read;
    }

    /** The JVMs that share the storage, this one first, then those that were heard of last. */
    public List<Jvm> jvms() {
        Seen read = read();
        Supplier<Jvm.Facts> asked = self;
        if (asked == null) {
            return read.jvms();
        }
        Jvm.Facts said = asked.get();
        Instant now = Instant.ofEpochMilli(millis.getAsLong());
        LineRate lately = rate();
        lately.note(began().toEpochMilli(), 0);
        lately.note(now.toEpochMilli(), said.produced());
        StoredHistory others = elsewhere;
        List<String> planned = own.names().stream()
                .filter(task -> isPlannedHere(task) && (others == null || !others.isPlannedElsewhere(task)))
                .sorted()
                .toList();
        Jvm here = new Jvm(
                node.get(),
                NodeTask.Life.HERE,
                began(),
                now,
                said,
                lately.perSecond(),
                own.names().size(),
                planned);
        return Stream.concat(Stream.of(here), read.jvms().stream()).toList();
    }

    private Instant began() {
        return began == null ? Starts.ofProcess() : began.get();
    }

    /** Made for who looks at the nodes: a class less at each start. */
    private synchronized LineRate rate() {
        LineRate known = rate == null ? new LineRate() : rate;
        rate = known;
        return known;
    }

    private boolean isPlannedHere(String task) {
        TaskHistory.Plan plan = own.plan(task);
        return plan != null && plan.due() != null && plan.death() == null && !plan.anywhere();
    }

    /** When the JVMs began, as far as it was read. */
    public Starts starts() {
        return Starts.of(began(), node.get(), !own.names().isEmpty(), seen().starts());
    }

    /** Why nothing can be read of other nodes and earlier starts now; null when all is well. */
    public @Nullable String trouble() {
        return seen().trouble();
    }

    /** Whether runs outlive this process. */
    public boolean isKept() {
        return elsewhere != null;
    }

    private MergedTasks merged(Seen read) {
        return new MergedTasks(own, node.get(), Instant.ofEpochMilli(millis.getAsLong()), read);
    }

    private Seen seen() {
        return elsewhere == null ? Seen.NOTHING : elsewhere.seen();
    }

    private Seen read() {
        return elsewhere == null ? Seen.NOTHING : elsewhere.read();
    }
}
