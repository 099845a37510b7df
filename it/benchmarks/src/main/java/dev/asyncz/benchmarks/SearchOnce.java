package dev.asyncz.benchmarks;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long questions to a million lines take, in a JVM that has asked each some times before. Arguments: a storage
 * (memory, file, json), how many lines, and for files the folder, which is filled if it is empty and then stays, so that
 * another program can search the same. Prints a line for each question: what, median milliseconds, fastest, slowest.
 */
public final class SearchOnce {
    private static final int WARM_UP = 12;
    private static final int REPETITIONS = 15;

    private SearchOnce() {}

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        int lines = Integer.parseInt(arguments[1]);
        Map<String, String> options = new LinkedHashMap<>();
        options.put("storage", name);
        if (arguments.length > 2) {
            options.put("storage.path", arguments[2] + "/lines." + name);
            options.put("storage.maxsize", "2g");
        }
        options.put("storage.maxlen", String.valueOf(lines));
        options.put("storage.maxbytes", "8g");
        try (LogStorage storage = CompareStorages.open(options)) {
            if (!storage.query(LogQuery.ALL).iterator().hasNext()) {
                fill(storage, lines);
            }
            ask("rare", storage, LogQuery.ALL.withText("Needle in the"));
            ask("nowhere", storage, LogQuery.ALL.withText("nowhere to be found"));
            ask(
                    "regex",
                    storage,
                    LogQuery.ALL.withCondition(new LogCondition("", Match.REGEX, "needle.*haystack", false)));
            ask("level", storage, LogQuery.ALL.withMinimumLevel(LogLevel.ERROR));
            ask("task", storage, LogQuery.ALL.withTask("com.acme.Jobs.unknown"));
            ask("newest", storage, LogQuery.ALL);
        }
        System.exit(0);
    }

    private static void fill(LogStorage storage, int lines) {
        long first = System.currentTimeMillis() - 300_000 - lines / 10;
        AtomicLong now = new AtomicLong();
        TimeOrderedIds ids = new TimeOrderedIds(now::get);
        List<LogEntry> batch = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            now.set(first + i / 10);
            batch.add(CompareStorages.entry(ids, Instant.ofEpochMilli(now.get()), i));
            if (batch.size() == 1_000 || i == lines - 1) {
                storage.appendAll(batch);
                batch.clear();
            }
        }
    }

    private static void ask(String what, LogStorage storage, LogQuery query) {
        double[] millis = new double[REPETITIONS];
        for (int i = -WARM_UP; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            storage.query(query).forEach(each -> {});
            millis[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%s %.2f %.2f %.2f%n", what, millis[REPETITIONS / 2], millis[0], millis[REPETITIONS - 1]);
    }
}
