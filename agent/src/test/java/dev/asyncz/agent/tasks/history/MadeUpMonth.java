package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.Storages;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/**
 * Writes a month of three nodes into a storage, as their journals would have: some ten thousand runs of sixty tasks, and
 * three days of signs of life. The third node fell silent two hours ago: {@code main(options)}.
 */
public final class MadeUpMonth {
    private static final int DAYS = 30;
    private static final Duration SILENT = Duration.ofHours(2);
    private static final String TRACE = "java.lang.IllegalStateException: batch %d refused\n"
            + "\tat com.acme.work.Batch.send(Batch.java:88)\n\tat com.acme.work.Batch.run(Batch.java:31)\n"
            + "Caused by: java.net.SocketTimeoutException: read timed out after 30000 ms\n"
            + "\tat com.acme.work.Client.read(Client.java:140)\n\t... 2 more";

    private final Random random = new Random(19);
    private final Instant now = Instant.now();
    private final List<Timed> entries = new ArrayList<>();
    private final Map<String, String> processes = new HashMap<>();

    private record Timed(Instant at, Make make) {}

    private interface Make {
        LogEntry entry(TimeOrderedIds ids);
    }

    public static void main(String[] args) throws Exception {
        Config config = Config.read(args[0], new Properties(), Map.of());
        MadeUpMonth month = new MadeUpMonth();
        for (int i = 0; i < 60; i++) {
            month.task(i, i < 6 ? 1 : i < 30 ? 4 : i < 40 ? 12 : 24);
        }
        try (LogStorage storage = Storages.opening(config, EntryKind.RUNS, false, System.err::println)
                .call()) {
            System.out.println(month.write(storage) + " runs");
        }
    }

    private void task(int number, int hours) {
        String node = "node-" + (number % 3 + 1);
        String process = process(node);
        String task = "com.acme.work.Job" + String.format("%02d", number) + (hours < 24 ? ".poll" : ".nightly");
        Duration period = Duration.ofHours(hours);
        Instant end = node.equals("node-3") ? now.minus(SILENT) : now.minusSeconds(20);
        Instant at = now.minus(Duration.ofDays(DAYS)).plusSeconds(number * 97L);
        while (at.isBefore(end)) {
            if (random.nextInt(200) != 0) { // Else the JVM was down.
                run(task, node, process, at, period, "every " + hours + " h");
            }
            at = at.plus(period);
        }
    }

    private void run(String task, String node, String process, Instant at, Duration period, String schedule) {
        Duration took = Duration.ofMillis((long) (2_000 * Math.exp(2 * random.nextGaussian())));
        boolean failed = random.nextInt(30) == 0;
        boolean errors = random.nextInt(40) == 0;
        String exception = String.format(TRACE, random.nextInt(1_000));
        Instant begun = at.plusMillis(random.nextInt(400));
        String id = new TimeOrderedIds(begun::toEpochMilli).next().toString();
        RunFacts run = new RunFacts(
                id,
                task,
                node,
                begun,
                took,
                failed ? Outcome.FAILED : errors ? Outcome.ERRORS : Outcome.OK,
                failed ? exception.substring(0, exception.indexOf('\n')) : null,
                failed ? exception : null,
                List.of("worker-" + random.nextInt(4)),
                new LineCounts(0, 0, 20 + random.nextInt(5), failed ? 2 : 0, failed || errors ? 1 : 0));
        TaskFacts facts =
                new TaskFacts(task, "Spring", schedule, at.plus(period), "com.acme.work", false, 0, 0, 0, null, null);
        entries.add(new Timed(
                begun.plus(took),
                ids -> new RunRecord(process, run, facts, 0, 0, RunRecord.Last.NO).entry(ids.next(), now, node)));
    }

    private void say(String process, String node, Instant at, RunRecord.Last last) {
        long lines = 40 * Duration.between(now.minus(Duration.ofDays(3)), at).toSeconds();
        Jvm.Facts facts = new Jvm.Facts("work", "0.2.0", "21.0.5", lines, node.equals("node-3") ? 17 : 0, null);
        entries.add(new Timed(
                at, ids -> new RunRecord(process, null, null, 0, 0, last, facts).entry(ids.next(), at, node)));
    }

    private String process(String node) {
        return processes.computeIfAbsent(node, key -> {
            Instant began = now.minus(Duration.ofDays(DAYS));
            return new TimeOrderedIds(began::toEpochMilli).next().toString();
        });
    }

    private int write(LogStorage storage) {
        int runs = entries.size();
        for (int i = 1; i <= 3; i++) {
            String node = "node-" + i;
            String process = process(node);
            Instant end = i == 3 ? now.minus(SILENT) : now;
            for (Instant at = now.minus(Duration.ofDays(3)); at.isBefore(end); at = at.plusSeconds(15)) {
                say(process, node, at, RunRecord.Last.NO);
            }
            if (i < 3) {
                say(process, node, now, RunRecord.Last.STOPPED);
            }
        }
        entries.sort(Comparator.comparing(Timed::at));
        List<LogEntry> batch = new ArrayList<>();
        for (Timed each : entries) {
            batch.add(each.make.entry(new TimeOrderedIds(each.at::toEpochMilli)));
            if (batch.size() == 1_000) {
                storage.appendAll(batch);
                batch = new ArrayList<>();
            }
        }
        storage.appendAll(batch);
        return runs;
    }
}
