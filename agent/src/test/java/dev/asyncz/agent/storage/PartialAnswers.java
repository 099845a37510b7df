package dev.asyncz.agent.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a search finds that goes on wherever it was stopped.
 *
 * @param found all of it, newest first
 * @param stops how often it was stopped with some of it
 */
public record PartialAnswers(List<LogEntry> found, int stops) {
    private static final int MOST = 500;

    public static PartialAnswers of(Function<LogQuery, ? extends Iterable<LogEntry>> storage, LogQuery query) {
        List<LogEntry> found = new ArrayList<>();
        LogQuery rest = query;
        int stops = 0;
        for (int tries = 0; tries < MOST; tries++) {
            try {
                storage.apply(rest).forEach(found::add);
                return new PartialAnswers(found, stops);
            } catch (SearchStopped stopped) {
                UUID to = stopped.searchedTo();
                // Without progress it is asked again, as somebody would.
                if (to != null && (rest.before() == null || LogEntry.compareIds(to, rest.before()) < 0)) {
                    stops++;
                    stopped.found().forEach(each -> assertTrue(LogEntry.compareIds(each.id(), to) >= 0, "it is sure"));
                    found.addAll(stopped.found());
                    rest = query.withBefore(to);
                }
            }
        }
        throw new AssertionError("stopped at " + rest.before() + " again and again");
    }
}
