package dev.asyncz.benchmarks.fleet;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a fleet's storage is asked, and how long it takes: the median of five, and the range. */
final class FleetQuestions {
    private static final int REPETITIONS = 5;

    private FleetQuestions() {}

    /** Asks all of them, in turn. */
    static void ask(LogStorage storage, long first) {
        questions().forEach((what, query) -> ask(what, () -> storage.query(query)));
        ask(
                "histogram and counts by level",
                () -> storage.histogram(LogQuery.ALL, Instant.ofEpochMilli(first), Instant.now(), 60));
    }

    static void ask(String what, Runnable question) {
        ask(what, REPETITIONS, question);
    }

    static void ask(String what, int times, Runnable question) {
        List<Double> millis = new ArrayList<>();
        try {
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                question.run();
                millis.add((System.nanoTime() - start) / 1e6);
            }
            millis.sort(Comparator.naturalOrder());
            System.out.printf(
                    "%s: %.1f ms (%.1f to %.1f)%n", what, millis.get(times / 2), millis.get(0), millis.get(times - 1));
        } catch (RuntimeException e) {
            System.out.printf("%s: %s%n", what, e);
        }
    }

    /** By what the page of lines and its filters ask. */
    private static Map<String, LogQuery> questions() {
        Map<String, LogQuery> questions = new LinkedHashMap<>();
        questions.put("newest 200", LogQuery.ALL);
        questions.put("rare text", LogQuery.ALL.withText("needle in the"));
        questions.put("a text that is nowhere", LogQuery.ALL.withText("no such text"));
        questions.put("text with an umlaut, any case", LogQuery.ALL.withText("äPFEL UND"));
        questions.put("/needle.*haystack/", with("", Match.REGEX, "needle.*haystack"));
        questions.put("a field's value that is nowhere", with("customer", Match.EQUALS, "nobody"));
        questions.put("a node that is nowhere", with("node", Match.EQUALS, "nowhere"));
        questions.put("a common text, newest 200", LogQuery.ALL.withText("warehouse"));
        questions.put(
                "task and ERROR", LogQuery.ALL.withTask("com.acme.Jobs.task0").withMinimumLevel(LogLevel.ERROR));
        return questions;
    }

    private static LogQuery with(String field, Match match, String value) {
        return LogQuery.ALL.withCondition(new LogCondition(field, match, value, false));
    }
}
