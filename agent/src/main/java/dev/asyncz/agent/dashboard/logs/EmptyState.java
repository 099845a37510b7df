package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why there are no rows, and what to do about it.
 *
 * @param found names of frameworks and schedulers; null where that is not the question
 * @param parts what each of several filters finds alone
 */
record EmptyState(
        String title, String text, @Nullable List<String> found, List<FilterChip> chips, List<PartFound> parts) {
    private static final Pattern DATED =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int MARGIN_MILLIS = 60_000;

    /** Without anything to do about it. */
    static EmptyState of(String title, String text) {
        return new EmptyState(title, text, null, List.of(), List.of());
    }

    /** Filters may be removed. */
    static EmptyState filtered(String title, String text, LogFilters filters, List<PartFound> parts) {
        return new EmptyState(title, text, null, FilterChip.of(filters, filters.active()), parts);
    }

    /**
     * @param products names of what was found in the application
     * @param gaps what of it is not captured
     * @param parts what each of several filters finds alone
     */
    static EmptyState of(
            LogFilters filters, LogStatus status, List<String> products, List<String> gaps, List<PartFound> parts) {
        List<String> active = filters.active();
        LogQuery query = filters.query();
        if (query.before() != null || query.after() != null) {
            return of("Nothing older is kept", keptSince(status));
        }
        if (isOver(query, status.oldestKept())) {
            return filtered("No longer kept", keptSince(status), filters, List.of());
        }
        if (active.equals(List.of("run_id"))) {
            return of(
                    "This run has logged nothing",
                    "It may be about to, or it ended without a line. What it says from now on appears here.");
        }
        if (active.isEmpty()) {
            return new EmptyState(
                    "Nothing captured yet",
                    gaps.isEmpty()
                            ? "Lines appear here as soon as the application logs them."
                            : "Not everything can be captured: " + ShownText.safe(String.join("; ", gaps)) + ".",
                    products.stream().map(ShownText::safe).toList(),
                    List.of(),
                    List.of());
        }
        return filtered("No line matches", whyNone(filters, status), filters, parts);
    }

    /** There was no time to search all. */
    static EmptyState unfinished(LogFilters filters, Instant searchedBackTo) {
        return of(
                "Nothing found so far",
                "The search has come back to " + filters.time().moment(searchedBackTo)
                        + ". Older lines may match: go on below, or add a task, a level or a time.");
    }

    /** @param id of a line that a link leads to */
    static EmptyState gone(UUID id, LogStatus status) {
        String logged = status.filters().time().moment(Instant.ofEpochMilli(TimeOrderedIds.millis(id)));
        return of("This line is no longer kept", "It was logged at " + logged + ". " + keptSince(status));
    }

    private static String whyNone(LogFilters filters, LogStatus status) {
        if (filters.impossible()) {
            return "“At least” and the chosen levels exclude each other.";
        }
        String hidden = status.hidden();
        String none = hidden == null ? "No stored line passes" : "None of the " + hidden + " lines passes";
        return none + " all of these filters. Remove one:";
    }

    /** Whether all of what is asked for was logged before the oldest line that is kept. */
    private static boolean isOver(LogQuery query, @Nullable Instant oldest) {
        if (oldest == null) {
            return false;
        }
        Instant until = query.until();
        if (until != null && !until.isAfter(oldest)) {
            return true;
        }
        String run = query.runId();
        return run != null
                && DATED.matcher(run).matches()
                && TimeOrderedIds.millis(UUID.fromString(run)) + MARGIN_MILLIS < oldest.toEpochMilli();
    }

    private static String keptSince(LogStatus status) {
        String oldest = status.oldest();
        return oldest == null ? "Nothing is kept." : "The oldest line that is kept is from " + oldest + ".";
    }

    boolean apart() {
        return !parts.isEmpty();
    }

    /**
     * What one filter finds alone.
     *
     * @param typed how it is typed, or chosen
     */
    record PartFound(String typed, String found, String link) {
        static PartFound of(LogFilters alone, LogHistogram counted) {
            String typed = ShownText.safe(alone.active().stream()
                    .map(name -> name.equals("q") ? alone.value(name) : FilterChip.name(name) + " " + alone.value(name))
                    .findFirst()
                    .orElse(""));
            String found = (counted.complete() ? "" : "at least ") + Numbers.count(counted.matches(), "line");
            return new PartFound(typed, found, alone.link());
        }
    }

    boolean chipped() {
        return !chips.isEmpty();
    }

    /** Whether nothing has been captured at all. */
    boolean first() {
        return found != null;
    }

    boolean any() {
        return found != null && !found.isEmpty();
    }
}
