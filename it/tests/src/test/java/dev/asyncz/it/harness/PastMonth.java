package dev.asyncz.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * What three nodes would have written in a month: 10,000 runs of 60 tasks, the lines of the last days, and two runs of
 * 10,000 lines, in the files of the storage {@code json}.
 */
public final class PastMonth {
    public static final String SLOWER = "com.acme.fleet.Invoices.export";
    public static final String LONG = "com.acme.fleet.Ledger.close";

    private static final int RUNS = 10_000;
    private static final int TASKS = 60;
    private static final int OFTEN = 1_200;
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration LINES_OF = Duration.ofDays(3);
    private static final String TRACE =
            "java.lang.IllegalStateException: export failed\\n\\tat com.acme.fleet.Invoices.export"
                    + "(Invoices.java:42)\\n\\tat java.base/java.util.concurrent.FutureTask.run(FutureTask.java:317)\\n\\tat"
                    + " java.base/java.lang.Thread.run(Thread.java:1583)\\nCaused by: java.net.SocketTimeoutException: ledger did"
                    + " not answer within 30 s\\n\\tat com.acme.fleet.Ledger.read(Ledger.java:17)\\n";

    private final Random random = new Random(19);
    private final Instant end = Instant.now().minusSeconds(300).truncatedTo(ChronoUnit.MILLIS);
    private final List<Made> runs = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private int ids;
    private String failed = "";

    private record Made(UUID id, String task, String node, Instant started, long millis, String outcome, int lines) {}

    private record Line(UUID id, Instant time, String level, String text, Made run, String exception) {}

    private PastMonth() {}

    /** Gives the id of the last run that failed, and of the two long ones. */
    public static List<String> write(Path lines, Path runs) {
        PastMonth month = new PastMonth();
        month.make();
        try {
            month.write(lines, month.lines, (made, to) -> month.line(made, to));
            month.runs.sort(Comparator.comparing(Made::started));
            month.write(runs, month.runs, (made, to) -> month.run(made, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> ids = new ArrayList<>(List.of(month.failed));
        month.runs.stream()
                .filter(run -> run.task.equals(LONG) && run.lines == 10_000)
                .forEach(run -> ids.add(run.id.toString()));
        return ids;
    }

    private void make() {
        made(SLOWER, OFTEN);
        for (int i = 0; i < 2; i++) {
            Made run = add(LONG, end.minus(Duration.ofHours(14 - 12L * i)), 600_000, "ok", 10_000);
            for (int line = 0; line < 10_000; line++) {
                String text =
                        line % 100 == 99 ? "batch " + line + " posted" : "booking " + line + " of account " + line;
                say(
                        run,
                        line * 50L,
                        line == 7_000 + i ? "WARN" : "INFO",
                        i == 1 && line == 7_001 ? "ledger is slow" : text);
            }
        }
        int rest = RUNS - OFTEN - 2;
        for (int task = 2; task < TASKS; task++) {
            made("com.acme.fleet.Job" + task + ".run", rest / (TASKS - 2) + (task - 2 < rest % (TASKS - 2) ? 1 : 0));
        }
        lines.sort(Comparator.comparing(Line::time).thenComparing(Line::id));
    }

    private void made(String task, int count) {
        for (int i = 0; i < count; i++) {
            Instant started =
                    end.minus(MONTH.multipliedBy(count - i).dividedBy(count)).plusMillis(random.nextInt(60_000));
            boolean slow = task.equals(SLOWER) && i > count * 2 / 3;
            long millis = Math.round((slow ? 2_600 : 1_000) * Math.exp(0.25 * random.nextGaussian()));
            int dice = random.nextInt(100);
            boolean last = task.equals(SLOWER) && i == count - 3;
            String outcome = last || dice < 3 ? "failed" : dice < 5 ? "errors" : "ok";
            Made run = add(task, started, millis, outcome, 4);
            if (started.isAfter(end.minus(LINES_OF)) || last) {
                say(run, 1, "INFO", "begins");
                say(run, millis / 3, "INFO", "invoice " + i + " read in " + millis + " ms");
                say(
                        run,
                        millis / 2,
                        outcome.equals("ok") ? "INFO" : "WARN",
                        outcome.equals("ok") ? "ledger answered" : "ledger is slow");
                say(
                        run,
                        millis,
                        outcome.equals("ok") ? "INFO" : "ERROR",
                        outcome.equals("ok") ? "all done" : "gave up");
                if (last) {
                    failed = run.id.toString();
                    Made other = add("com.acme.fleet.Job7.run", started.minusSeconds(40), 50_000, "errors", 2);
                    say(other, 20_000, "WARN", "pool of 10 connections is full");
                    say(other, 45_000, "ERROR", "ledger did not answer within 30 s");
                }
            }
        }
    }

    private Made add(String task, Instant started, long millis, String outcome, int lines) {
        Made run = new Made(id(started), task, "api-" + (1 + runs.size() % 3), started, millis, outcome, lines);
        runs.add(run);
        return run;
    }

    private void say(Made run, long after, String level, String text) {
        Instant time = run.started.plusMillis(after);
        lines.add(new Line(id(time), time, level, text, run, text.equals("gave up") ? TRACE : ""));
    }

    private UUID id(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000 | ids++ & 0xFFF, random.nextLong() >>> 2 | 1L << 63);
    }

    private void line(Line line, StringBuilder to) {
        head(to, line.id, line.time, line.level, line.text, "com.acme.Fleet", line.run);
        to.append("\"node\":\"").append(line.run.node).append("\",\"thread\":\"pool-1\"");
        if (!line.exception.isEmpty()) {
            to.append(",\"exception\":\"").append(line.exception).append('"');
        }
        to.append("}}\n");
    }

    private void run(Made run, StringBuilder to) {
        head(to, id(run.started.plusMillis(run.millis)), run.started, "INFO", "ended", "asyncz.run", run);
        to.append("\"process\":\"")
                .append(new UUID(7, run.node.hashCode()))
                .append("\",\"node\":\"")
                .append(run.node);
        to.append("\",\"outcome\":\"")
                .append(run.outcome)
                .append("\",\"duration_us\":")
                .append(run.millis * 1_000);
        to.append(",\"scheduler\":\"Spring\",\"threads\":[\"pool-1\"],\"lines\":{\"info\":")
                .append(run.lines)
                .append('}');
        if (run.outcome.equals("failed")) {
            to.append(",\"failure\":\"java.lang.IllegalStateException: export failed\",\"exception\":\"")
                    .append(TRACE)
                    .append('"');
        }
        to.append("}}\n");
    }

    private static void head(
            StringBuilder to, UUID id, Instant time, String level, String text, String logger, Made run) {
        to.append("{\"id\":\"")
                .append(id)
                .append("\",\"ts\":\"")
                .append(time)
                .append("\",\"level\":\"")
                .append(level);
        to.append("\",\"message\":\"")
                .append(text)
                .append("\",\"logger\":\"")
                .append(logger)
                .append("\",\"task_id\":\"");
        to.append(run.task).append("\",\"run_id\":\"").append(run.id).append("\",\"extra\":{");
    }

    private interface Written<T> {
        void write(T each, StringBuilder to);
    }

    private <T> void write(Path file, List<T> all, Written<T> written) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            StringBuilder text = new StringBuilder();
            for (T each : all) {
                text.setLength(0);
                written.write(each, text);
                writer.append(text);
            }
        }
    }
}
