package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.signs.UtcTime;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskHistory.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Several live schedules of the same words run it in this JVM, each of them as often as it is meant to run: a fact, which
 * may be meant. Ends when one is left.
 */
final class Multiple implements SignRule {
    /** What takes the place of another schedule may be made before that one is cancelled. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final int LISTED = 5;

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        Map<String, List<Schedule>> byWords = assessment.schedules().stream()
                .filter(each -> each.since().plus(SETTLED).isBefore(assessment.now()))
                .collect(Collectors.groupingBy(Schedule::words, LinkedHashMap::new, Collectors.toList()));
        byWords.values().removeIf(alike -> alike.size() < 2); // A method may be meant to run by several of its own.
        return byWords.isEmpty() ? List.of() : List.of(sign(byWords, assessment));
    }

    private static Sign sign(Map<String, List<Schedule>> byWords, TaskAssessment assessment) {
        List<Schedule> live = byWords.values().stream().flatMap(List::stream).toList();
        String more = assessment.schedules().size() < TaskHistory.MAX_SCHEDULES ? "" : " or more";
        return new Sign(
                Kind.MULTIPLE,
                assessment.spansNodes() ? here(assessment) : "",
                "It has " + live.size() + more + " live schedules at once (" + String.join("; ", byWords.keySet())
                        + "), made " + places(live, assessment.now()),
                "As long as 2 schedules of the same words are older than " + SETTLED.toSeconds()
                        + " s; what is scheduled from one place for different work looks the same",
                null);
    }

    private static String here(TaskAssessment assessment) {
        return assessment.nodes().stream()
                .filter(node -> node.life() == Life.HERE)
                .map(NodeTask::node)
                .findFirst()
                .orElse("");
    }

    /** Where they were made, with how many at each place and since when. */
    private static String places(List<Schedule> live, Instant now) {
        Map<String, List<Schedule>> byPlace = live.stream()
                .collect(Collectors.groupingBy(
                        each -> each.place() == null ? "by a library" : "at " + each.place(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<String> told = new ArrayList<>();
        byPlace.forEach((place, there) -> told.add(place + times(there, now)));
        int left = told.size() - LISTED;
        return String.join(", ", told.subList(0, Math.min(LISTED, told.size())))
                + (left > 0 ? " and at " + left + " more places" : "");
    }

    private static String times(List<Schedule> there, Instant now) {
        String first = UtcTime.at(there.get(0).since(), now);
        String last = UtcTime.at(there.get(there.size() - 1).since(), now);
        if (there.size() == 1) {
            return " (" + first + ")";
        }
        return " (" + there.size() + " times, " + (first.equals(last) ? first : "first " + first + ", last " + last)
                + ")";
    }
}
