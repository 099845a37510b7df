package dev.asyncz.agent.dashboard.runs.compare;

import dev.asyncz.agent.dashboard.runs.compare.TemplatePair.Side;
import dev.asyncz.agent.problems.MessageTemplate;
import dev.asyncz.api.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two runs, their lines side by side by template, and where they part.
 *
 * @param other the one that is compared with
 * @param own the one that it is about
 * @param templates in the order in which they came first, by the time since the beginning
 * @param ends how long either run went on after its last line
 */
public record RunPair(RunLog other, RunLog own, List<TemplatePair> templates, Ends ends, Parting parting) {

    /** From the last line to the end. */
    public record Ends(Duration other, Duration own) {}

    /**
     * The first line in which they differ; several lines of one template in a row count as one.
     *
     * @param after the last line that both have, of the run that it is about; null where they part at the first one
     * @param other the line that follows in the run that is compared with; null where it has no further one
     * @param own the same, in the run that it is about
     */
    public record Parting(
            @Nullable LogEntry after,
            @Nullable LogEntry other,
            @Nullable LogEntry own) {

        /** Whether both say the same to the end. */
        public boolean never() {
            return other == null && own == null;
        }
    }

    public static RunPair of(RunLog other, RunLog own) {
        List<MessageTemplate> theirs = templates(other);
        List<MessageTemplate> ours = templates(own);
        Map<MessageTemplate, Side> left = sides(other, theirs);
        Map<MessageTemplate, Side> right = sides(own, ours);
        Set<MessageTemplate> all = new LinkedHashSet<>(left.keySet());
        all.addAll(right.keySet());
        List<TemplatePair> pairs = new ArrayList<>();
        for (MessageTemplate each : all) {
            pairs.add(new TemplatePair(each, left.getOrDefault(each, Side.NONE), right.getOrDefault(each, Side.NONE)));
        }
        pairs.sort(Comparator.comparing(pair -> sinceBeginning(pair, other, own)));
        return new RunPair(
                other,
                own,
                List.copyOf(pairs),
                new Ends(end(other), end(own)),
                parting(rows(other, theirs), rows(own, ours)));
    }

    /** Whether all lines of both are here. */
    public boolean complete() {
        return other.complete() && own.complete();
    }

    private static List<MessageTemplate> templates(RunLog log) {
        return log.lines().stream().map(MessageTemplate::of).toList();
    }

    private static Map<MessageTemplate, Side> sides(RunLog log, List<MessageTemplate> templates) {
        Map<MessageTemplate, Side> sides = new LinkedHashMap<>();
        Instant before = log.began();
        for (int i = 0; i < templates.size(); i++) {
            LogEntry line = log.lines().get(i);
            Duration gap = between(before, line.ts());
            sides.merge(templates.get(i), Side.NONE.with(line, gap), (known, one) -> known.with(line, gap));
            before = line.ts();
        }
        return sides;
    }

    private static Duration end(RunLog log) {
        Instant last = log.lines().isEmpty()
                ? log.began()
                : log.lines().get(log.lines().size() - 1).ts();
        return between(last, log.ended());
    }

    private static Duration sinceBeginning(TemplatePair pair, RunLog other, RunLog own) {
        LogEntry first = pair.own().first();
        if (first != null) {
            return between(own.began(), first.ts());
        }
        LogEntry elsewhere = pair.other().first();
        return elsewhere == null ? Duration.ZERO : between(other.began(), elsewhere.ts());
    }

    /** Clocks may differ a little. */
    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    private record Row(MessageTemplate template, LogEntry first) {}

    /** Each template once where it stands several times in a row. */
    private static List<Row> rows(RunLog log, List<MessageTemplate> templates) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < templates.size(); i++) {
            if (i == 0 || !templates.get(i - 1).equals(templates.get(i))) {
                rows.add(new Row(templates.get(i), log.lines().get(i)));
            }
        }
        return rows;
    }

    private static Parting parting(List<Row> other, List<Row> own) {
        int at = 0;
        while (at < Math.min(other.size(), own.size()) && other.get(at).template.equals(own.get(at).template)) {
            at++;
        }
        return new Parting(
                at == 0 ? null : own.get(at - 1).first,
                at < other.size() ? other.get(at).first : null,
                at < own.size() ? own.get(at).first : null);
    }
}
