package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.SchedulePeriod;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.signs.UtcTime;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.PoolUsage;
import dev.asyncz.agent.tasks.NodeTask.Waiting;
import dev.asyncz.agent.tasks.RunFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Its run holds a thread of a scheduler that has none left, and the time of other tasks is over: said once, at the run
 * that began first. Ends when a thread is free.
 */
final class Blocking implements SignRule {
    private static final int LISTED = 5;

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        List<Sign> signs = new ArrayList<>();
        for (NodeTask node : assessment.nodes()) {
            PoolUsage usage = node.usage();
            if (usage != null && holds(usage, assessment)) {
                List<Waiting> waiting = waiting(usage, assessment);
                if (!waiting.isEmpty()) {
                    signs.add(sign(usage, waiting, assessment));
                }
            }
        }
        return signs;
    }

    private static boolean holds(PoolUsage usage, TaskAssessment assessment) {
        return usage.isBusy()
                && !usage.busy().isEmpty()
                && usage.busy().get(0).task().equals(assessment.task());
    }

    /** The tasks whose time is over, those that have waited longest first. */
    private static List<Waiting> waiting(PoolUsage usage, TaskAssessment assessment) {
        return usage.others().stream()
                .filter(other -> !other.running() && isLate(other, assessment))
                .sorted(java.util.Comparator.comparing(Waiting::due))
                .toList();
    }

    private static boolean isLate(Waiting other, TaskAssessment assessment) {
        Duration grace = TaskAssessment.grace(SchedulePeriod.of(other.schedule()));
        return other.due().plus(grace).isBefore(assessment.now());
    }

    private static Sign sign(PoolUsage usage, List<Waiting> waiting, TaskAssessment assessment) {
        RunFacts run = usage.busy().get(0);
        String threads = usage.threads() == 1 ? "the only thread" : "one of the " + usage.threads() + " threads";
        Set<String> companions = new TreeSet<>();
        usage.busy().stream().skip(1).forEach(each -> companions.add(each.task()));
        companions.remove(assessment.task());
        String with = companions.isEmpty() ? "" : ", the others " + list(List.copyOf(companions));
        String names = list(waiting.stream().map(Waiting::task).toList());
        return new Sign(
                Kind.BLOCKING,
                "",
                "It has held " + threads + " of its scheduler since " + UtcTime.at(run.started(), assessment.now())
                        + with
                        + "; " + (waiting.size() == 1 ? "1 task waits" : waiting.size() + " tasks wait") + " for one: "
                        + names,
                "As long as no thread is free, and the time of another task is over by half of its period: 10 s at"
                        + " least, 10 min at most",
                run);
    }

    private static String list(List<String> names) {
        String some = names.stream().limit(LISTED).collect(Collectors.joining(", "));
        return names.size() <= LISTED ? some : some + " and " + (names.size() - LISTED) + " more";
    }
}
