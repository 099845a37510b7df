package dev.asyncz.agent.storage.opensearch.search;

import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.index.Documents;
import dev.asyncz.agent.storage.opensearch.index.FieldNames;
import dev.asyncz.agent.storage.opensearch.index.Indices;
import dev.asyncz.agent.storage.opensearch.index.Indices.Slot;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and counts entries. Any thread. */
public final class EntrySearch {
    private final SearchCall call;
    private final Indices indices;
    private final Documents documents;
    private final Words words;

    /**
     * What the engine understands.
     *
     * @param elasticsearch whether it is that
     */
    public record Words(FieldNames names, boolean elasticsearch) {}

    public EntrySearch(Cluster cluster, Indices indices, Documents documents, Words words) {
        this.call = new SearchCall(cluster);
        this.indices = indices;
        this.documents = documents;
        this.words = words;
    }

    /** @throws SearchStopped when it takes longer than 5 s, with what it has found */
    public List<LogEntry> find(LogQuery asked) {
        LogQuery query = storable(asked);
        List<Slot> slots = indices.between(query.after(), query.before());
        return new SearchBack(call, documents, words, query, slots).run();
    }

    /** Of texts as they are stored: what is found is looked at once more. */
    private static LogQuery storable(LogQuery asked) {
        LogQuery query = asked.taskId() == null ? asked : asked.withTask(StorableText.of(asked.taskId()));
        return query.withConditions(query.conditions().stream()
                .map(each -> each.match() == LogCondition.Match.REGEX
                        ? each
                        : new LogCondition(each.field(), each.match(), StorableText.of(each.value()), each.negated()))
                .toList());
    }

    /** Counts what matches; null where the engine cannot. */
    public @Nullable LogHistogram count(LogQuery query, LogHistogram.Counts counts) {
        EntryFilter filter = new EntryFilter(query, words.names(), words.elasticsearch());
        return filter.isExact() ? new EntryCount(call, indices, words.names()).count(query, filter, counts) : null;
    }

    /** The entry of the lowest id; null where there is none. */
    public @Nullable LogEntry oldest() {
        List<Slot> slots = indices.all();
        for (int i = slots.size() - 1; i >= 0; i--) {
            Map<String, Object> body = Map.of(
                    "size",
                    1,
                    "track_total_hits",
                    false,
                    "sort",
                    List.of(Map.of(words.names().id, Map.of("order", "asc"))));
            Answer answer = call.ask(slots.subList(i, i + 1), body, SearchCall.DEADLINE, SearchCall.DEADLINE);
            for (Object hit : answer.list("hits", "hits")) {
                LogEntry entry = documents.read(Answer.at(hit, "_source"));
                if (entry != null) {
                    return entry;
                }
            }
        }
        return null;
    }
}
