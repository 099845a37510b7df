package dev.asyncz.agent.tasks;

import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What other processes have written of one task. Not thread-safe. */
final class KeptTask {
    private final Map<String, Kept> open = new LinkedHashMap<>();
    private final List<RunFacts> over = new ArrayList<>();
    private @Nullable RunFacts lastOk;
    private TaskFacts about;
    private long ended;
    private long failed;
    private long version;

    private record Kept(String process, RunFacts run) {}

    KeptTask(TaskFacts about) {
        this.about = about;
    }

    TaskFacts about() {
        return about;
    }

    /** Takes a record; older ones come first. */
    void add(RunRecord record, RunFacts run, TaskFacts task) {
        about = task;
        version++;
        if (over.stream().anyMatch(each -> each.id().equals(run.id()) && each.outcome() != Outcome.CUT_SHORT)) {
            return; // Written again.
        }
        over.removeIf(each -> each.id().equals(run.id())); // It has ended after all.
        if (run.outcome() == Outcome.RUNNING) {
            open.put(run.id(), new Kept(record.process(), run));
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
                null,
                run.threads(),
                run.lines());
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
                run.threads(),
                run.lines());
    }
}
