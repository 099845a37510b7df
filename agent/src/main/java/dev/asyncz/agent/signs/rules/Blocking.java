package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Look;
import dev.asyncz.agent.signs.Rhythm;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.Times;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Crew;
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
    public List<Sign> of(Look look) {
        List<Sign> signs = new ArrayList<>();
        for (NodeTask node : look.nodes()) {
            Crew crew = node.crew();
            if (crew != null && holds(crew, look)) {
                List<Waiting> waiting = waiting(crew, look);
                if (!waiting.isEmpty()) {
                    signs.add(sign(crew, waiting, look));
                }
            }
        }
        return signs;
    }

    private static boolean holds(Crew crew, Look look) {
        return crew.isBusy()
                && !crew.busy().isEmpty()
                && crew.busy().get(0).task().equals(look.task());
    }

    /** The tasks whose time is over, those that have waited longest first. */
    private static List<Waiting> waiting(Crew crew, Look look) {
        return crew.others().stream()
                .filter(other -> !other.running() && isLate(other, look))
                .sorted(java.util.Comparator.comparing(Waiting::due))
                .toList();
    }

    private static boolean isLate(Waiting other, Look look) {
        Duration grace = Look.grace(Rhythm.of(other.schedule()));
        return other.due().plus(grace).isBefore(look.now());
    }

    private static Sign sign(Crew crew, List<Waiting> waiting, Look look) {
        RunFacts run = crew.busy().get(0);
        String threads = crew.threads() == 1 ? "the only thread" : "one of the " + crew.threads() + " threads";
        Set<String> companions = new TreeSet<>();
        crew.busy().stream().skip(1).forEach(each -> companions.add(each.task()));
        companions.remove(look.task());
        String with = companions.isEmpty() ? "" : ", the others " + list(List.copyOf(companions));
        String names = list(waiting.stream().map(Waiting::task).toList());
        return new Sign(
                Kind.BLOCKING,
                "",
                "It has held " + threads + " of its scheduler since " + Times.at(run.started(), look.now()) + with
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
