package dev.asyncz.agent.dashboard.runs.history;

import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The runs of a task that began on one day.
 *
 * @param hours from midnight on, 24 of them; an hour that comes twice is one
 * @param all their sum
 * @param usual how long those took that did their work
 */
public record Day(LocalDate date, List<Outcomes> hours, Outcomes all, Durations usual) {
    private static final int HOURS = 24;

    /** How many runs ended so. */
    public record Outcomes(Map<Outcome, Integer> counts) {
        static Outcomes of(List<RunFacts> runs) {
            Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
            runs.forEach(run -> counts.merge(run.outcome(), 1, Integer::sum));
            return new Outcomes(counts);
        }

        public int of(Outcome outcome) {
            return counts.getOrDefault(outcome, 0);
        }

        public int total() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    static LocalDate of(RunFacts run, ZoneId zone) {
        return run.started().atZone(zone).toLocalDate();
    }

    static Day of(LocalDate date, List<RunFacts> runs, ZoneId zone) {
        List<List<RunFacts>> hours = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            hours.add(new ArrayList<>());
        }
        runs.forEach(run -> hours.get(run.started().atZone(zone).getHour()).add(run));
        return new Day(date, hours.stream().map(Outcomes::of).toList(), Outcomes.of(runs), Durations.of(runs));
    }
}
