package dev.asyncz.agent.storage;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries of every filter, for {@link StorageSubject#mixed} entries. */
final class EveryQuery {
    private static final Instant NOON = StorageSubject.NOON;

    private EveryQuery() {}

    /** Every filter alone, with every other and with one of its own kind, and some that match nothing. */
    static List<LogQuery> of(List<LogEntry> entries) {
        UUID early = entries.get(entries.size() / 4).id();
        UUID late = entries.get(entries.size() * 3 / 4).id();
        List<List<LogQuery>> filters = List.of(
                List.of(
                        LogQuery.ALL.withTask("task-1"), LogQuery.ALL.withTask("group.Täsk %_\\ 2"),
                        LogQuery.ALL.withTask("task"), LogQuery.ALL.withTask("TASK-1")),
                List.of(LogQuery.ALL.withRun("run-3"), LogQuery.ALL.withRun("run-99")),
                List.of(
                        LogQuery.ALL.withLevels(EnumSet.of(LogLevel.INFO)),
                        LogQuery.ALL.withMinimumLevel(LogLevel.WARN),
                        LogQuery.ALL.withLevels(EnumSet.of(LogLevel.TRACE, LogLevel.ERROR))),
                List.of(
                        LogQuery.ALL.withText("message 1"), LogQuery.ALL.withText("ÄRGER 100% _x_ \\ [a"),
                        LogQuery.ALL.withText("at com.acme.x"), LogQuery.ALL.withText("nowhere")),
                List.of(
                        LogQuery.ALL.withRange(NOON.plusSeconds(50), null),
                        LogQuery.ALL.withRange(null, NOON.plusSeconds(120)),
                        LogQuery.ALL.withRange(NOON.plusSeconds(60), NOON.plusSeconds(61))),
                List.of(
                        LogQuery.ALL.withBefore(late),
                        LogQuery.ALL.withAfter(early),
                        LogQuery.ALL.withAfter(early).withBefore(late)),
                conditions().stream().map(LogQuery.ALL::withCondition).toList(),
                List.of(LogQuery.ALL.withLimit(1), LogQuery.ALL.withLimit(7), LogQuery.ALL.withLimit(1_000)));
        List<LogQuery> all = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            List<LogQuery> kind = filters.get(i);
            for (int k = 0; k < kind.size(); k++) {
                LogQuery one = kind.get(k);
                all.add(one);
                all.add(both(one, kind.get((k + 1) % kind.size())));
                filters.subList(i + 1, filters.size()).forEach(others -> others.forEach(b -> all.add(both(one, b))));
            }
        }
        all.add(LogQuery.ALL
                .withTask("task-1")
                .withRun("run-1")
                .withMinimumLevel(LogLevel.INFO)
                .withText("message")
                .withRange(NOON, NOON.plusSeconds(150))
                .withAfter(early)
                .withBefore(late)
                .withLimit(3));
        return all;
    }

    private static LogQuery both(LogQuery a, LogQuery b) {
        return LogQuery.builder()
                .taskId(or(a.taskId(), b.taskId()))
                .runId(or(a.runId(), b.runId()))
                .levels(a.levels().isEmpty() ? b.levels() : a.levels())
                .text(or(a.text(), b.text()))
                .range(or(a.since(), b.since()), or(a.until(), b.until()))
                .before(or(a.before(), b.before()))
                .after(or(a.after(), b.after()))
                .limit(a.limit() == LogQuery.DEFAULT_LIMIT ? b.limit() : a.limit())
                .conditions(Stream.concat(a.conditions().stream(), b.conditions().stream())
                        .toList())
                .build();
    }

    /** Each field and each way to compare, that is met by some entries and not by others, and the contrary of each. */
    static List<LogCondition> conditions() {
        List<LogCondition> all = new ArrayList<>();
        for (boolean negated : new boolean[] {false, true}) {
            for (String[] each : new String[][] {
                {"", "MESSAGE 1", "message 11", "e 1\\d$|BOOM"},
                {"message", "100% _x_ \\ [A3", "message 12", "^ä.*\\[a[34]"},
                {"exception", "com.acme", "E: boom\n\tat com.acme.X.y", "^E:\\s+boom"},
                {"logger", "ACME", "com.acme", "ac?me"},
                {"level", "err", "WARN", "^(warn|info)$"},
                {"level", "verb", "VERBOSE", "^verbose$"},
                {"task_id", "täsk %_\\", "task-1", "-[13]"},
                {"run_id", "RUN-1", "run-3", "1\\d"},
                {"thread", "MAI", "main", "^m"},
                {"user", "ÄNN", "ännchen", "chen$"},
                {"mdc.user", "änn", "bob \"b\"", "bob"},
                {"fields.order.id", "1", "7", "^1\\d$"},
                {"order.id", "4", "14", "4"},
                {"a.b", "c", "abc", "b"},
                {"tags", "ed", "red", "^gr"},
                {"share", ".5", "0.5", "5$"},
                {"nowhere", "a", "a", "a"}
            }) {
                all.add(new LogCondition(each[0], Match.CONTAINS, each[1], negated));
                all.add(new LogCondition(each[0], Match.EQUALS, each[2], negated));
                all.add(new LogCondition(each[0], Match.REGEX, each[3], negated));
            }
        }
        return all;
    }

    private static <T> @Nullable T or(@Nullable T a, @Nullable T b) {
        return a != null ? a : b;
    }
}
