package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.view.FiguresView;
import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogHistogram;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the line at the top says: how many lines there are, and where all others went.
 *
 * @param rows how many are shown
 * @param counted what the filters find; null where nobody has counted
 * @param size how many lines are kept; negative where the storage does not say
 * @param oldestKept null where nobody knows
 * @param reaches from when on all lines are there
 * @param keeps what the storage keeps, and who has set it; empty where it does not say
 */
record LogStatus(
        LogFilters filters,
        int rows,
        @Nullable LogHistogram counted,
        long size,
        @Nullable Instant oldestKept,
        Reach reaches,
        String keeps,
        StorageFigures figures) {

    String shown() {
        return Numbers.grouped(rows);
    }

    @Nullable
    String matched() {
        if (counted == null) {
            return null;
        }
        String matches = Numbers.grouped(counted.matches());
        return counted.complete() ? matches : "at least " + matches;
    }

    /** How many lines the filters hide; null without filters, and where nobody knows. */
    @Nullable
    String hidden() {
        long matches = counted == null ? 0 : counted.matches();
        boolean known = counted == null || counted.complete();
        if (!known || filters.active().isEmpty() || size < matches) {
            return null;
        }
        return Numbers.grouped(size - matches);
    }

    @Nullable
    String oldest() {
        return Optional.ofNullable(oldestKept).map(filters.time()::moment).orElse(null);
    }

    /** Null where nobody knows. */
    @Nullable
    String reach() {
        Instant since = reaches.since();
        if (since == null) {
            return null;
        }
        String all = "all lines since " + filters.time().moment(since);
        long runs = reaches.runsBefore();
        return runs == 0 ? all : all + ", and of " + Numbers.count(runs, "run") + " before";
    }

    /** Null where the storage does not say. */
    @Nullable
    String retention() {
        return keeps.isEmpty() ? null : ShownText.safe(keeps);
    }

    String updated() {
        return filters.time().second(Instant.now());
    }

    String reasons() {
        if (figures.dropped().isEmpty()) {
            return "nothing was dropped";
        }
        return figures.dropped().toString();
    }

    String dropped() {
        return all().dropped();
    }

    String storage() {
        return all().storage();
    }

    String produced() {
        return all().produced();
    }

    String stored() {
        return all().stored();
    }

    String queued() {
        return all().queued();
    }

    @Nullable
    String trouble() {
        return all().trouble();
    }

    private FiguresView all() {
        return new FiguresView(figures);
    }
}
