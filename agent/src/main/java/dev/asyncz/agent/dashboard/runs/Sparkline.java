package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.view.OutcomeView;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last thirty runs of a task as bars, the newest at the right: as high as they took long, with a mark below for every
 * outcome that is not plain OK. Its measures are those of runs/sparkline.mustache.
 *
 * @param label what it shows, for those who do not see it
 * @param linked whether each bar leads to the comparison with the run that the page is about
 */
public record Sparkline(String label, List<RunBar> bars, boolean linked) {
    static final int RUNS = 30;

    private static final int STEP = 8;
    private static final int FLOOR = 26;
    private static final int LEAST = 3;

    /**
     * One run.
     *
     * @param mark the path of its mark; null for none
     * @param link of its comparison with the one that the page is about; null where it has none
     * @param here whether it is the one that the page is about
     */
    record RunBar(
            String kind,
            String title,
            int x,
            int y,
            int height,
            @Nullable String mark,
            @Nullable String link,
            boolean here) {
        int step() {
            return STEP;
        }

        /** Where the part of the drawing begins that is its. */
        int from() {
            return x - 1;
        }
    }

    /**
     * @param runs the one that began last first
     * @param here the id of the run that the page is about; null for none
     */
    static Sparkline of(List<RunFacts> runs, @Nullable String here, PageTime now) {
        List<RunFacts> last = runs.subList(0, Math.min(RUNS, runs.size()));
        long longest = last.stream().mapToLong(run -> nanos(run, now)).max().orElse(0);
        List<RunBar> bars = new ArrayList<>();
        for (int i = last.size() - 1; i >= 0; i--) {
            RunFacts run = last.get(i);
            double share = longest == 0 ? 0 : (double) nanos(run, now) / longest;
            int height = LEAST + (int) Math.round((FLOOR - 1 - LEAST) * share);
            int x = (RUNS - 1 - i) * STEP + 1;
            RunView view = new RunView(run, false, now);
            bars.add(new RunBar(
                    view.outcome().key(),
                    view.title(),
                    x,
                    FLOOR - height,
                    height,
                    mark(run.outcome(), x),
                    here == null || run.id().equals(here) ? null : Addresses.compare(here, run.id()),
                    run.id().equals(here)));
        }
        return new Sparkline(label(last), bars, here != null && bars.size() > 1);
    }

    boolean any() {
        return !bars.isEmpty();
    }

    private static long nanos(RunFacts run, PageTime now) {
        Duration duration = run.duration();
        if (duration == null && run.outcome() == Outcome.RUNNING) {
            duration = Duration.between(run.started(), now.instant());
        }
        return duration == null || duration.isNegative() ? 0 : duration.toNanos();
    }

    private static @Nullable String mark(Outcome outcome, int x) {
        return switch (outcome) {
            case FAILED -> String.format(Locale.ROOT, "M%d 29l5 5m0 -5l-5 5", x);
            case ERRORS -> String.format(Locale.ROOT, "M%d 29v2.5m0 1.5v1", x + 3);
            case CUT_SHORT -> String.format(Locale.ROOT, "M%d 31.5h6", x);
            case RUNNING -> String.format(Locale.ROOT, "M%d 29l4 2.5l-4 2.5z", x + 1);
            case OK -> null;
        };
    }

    private static String label(List<RunFacts> runs) {
        if (runs.isEmpty()) {
            return "No run yet";
        }
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        runs.forEach(run -> counts.merge(run.outcome(), 1, Integer::sum));
        StringBuilder label = new StringBuilder("Last " + Numbers.count(runs.size(), "run") + ": ");
        counts.forEach((outcome, count) -> label.append(count)
                .append(' ')
                .append(OutcomeView.of(outcome).word())
                .append(", "));
        return label + "half of them within "
                + DurationWords.of(Durations.of(runs).median());
    }
}
