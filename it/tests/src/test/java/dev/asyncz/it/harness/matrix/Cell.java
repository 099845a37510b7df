package dev.asyncz.it.harness.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Oracle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One cell of the matrix of docs/limits.md: a logging framework or a scheduler of one version, on one JDK, whose program runs
 * {@code com.acme.matrix.Work} and writes {@code oracle.log}. What answers all questions is recorded in the
 * {@link Matrix}.
 */
public record Cell(Kind kind, String name, String version, String jdk) {
    private static final int RUNS = 3;
    private static final int THREADS = 2;
    private static final int LINES_OF_A_RUN = 3;
    private static final int LINES_OUTSIDE = 3;

    /** What the cell is about; the head of its column there. */
    public enum Kind {
        LOGGING("Logging framework"),
        SCHEDULER("Scheduler");

        final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    public static Cell of(Kind kind, String name, String version, Jdk jdk) {
        return new Cell(kind, name, version, jdk.toString());
    }

    /** Asks the four questions of the matrix, and records that all were answered well. */
    public void ask(App app) {
        ask(app, entry -> true);
    }

    /** As {@link #ask(App)}, of the entries that are meant for the file. */
    public void ask(App app, Predicate<Entry> meantForTheFile) {
        assertAnswers(app, meantForTheFile);
        passed();
    }

    /** Asks the four questions, off the record. */
    public void assertAnswers(App app) {
        assertAnswers(app, entry -> true);
    }

    private void assertAnswers(App app, Predicate<Entry> meantForTheFile) {
        app.awaitStdout("ready");
        Path file = app.folder().resolve("oracle.log");
        // A framework may still have something to say, so that file and dashboard differ for a moment.
        Awaitility.await(this + ": every line of the file, and %X{task_id} in it as the dashboard has it")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertEquals(
                        inTheFile(file),
                        captured(app.dashboard().allLogs().stream()
                                .filter(meantForTheFile)
                                .toList())));
        List<Entry> entries = app.dashboard().allLogs();
        assertEachRunIsWholeAcrossItsThreads(entries);
        assertNothingIsBoundOutside(entries);
    }

    /** Says that all four questions were answered well, wherever they were asked. */
    public void passed() {
        Matrix.record(this);
    }

    private static String inTheFile(Path file) {
        return sorted(Oracle.lines(file).stream()
                .map(line -> String.join("|", line.level(), line.logger(), line.task(), line.run(), line.message())));
    }

    private static String captured(List<Entry> entries) {
        return sorted(entries.stream()
                .map(each -> String.join(
                        "|",
                        each.ownLevel(),
                        each.logger(),
                        each.taskId() == null ? "" : each.taskId(),
                        each.runId() == null ? "" : each.runId(),
                        each.message())));
    }

    private static String sorted(Stream<String> lines) {
        return lines.sorted().collect(Collectors.joining("\n"));
    }

    private static void assertEachRunIsWholeAcrossItsThreads(List<Entry> entries) {
        List<List<Entry>> runs = Stream.of("run 1 ", "run 2 ", "run 3 ")
                .map(beginning -> withMessage(entries, beginning))
                .toList();
        for (List<Entry> run : runs) {
            assertEquals(LINES_OF_A_RUN, run.size(), run::toString);
            assertNotNull(run.get(0).taskId(), run::toString);
            assertEquals(1, run.stream().map(Entry::taskId).distinct().count(), run::toString);
            assertEquals(1, run.stream().map(Entry::runId).distinct().count(), run::toString);
            assertTrue(run.stream().map(each -> each.extra("thread")).distinct().count() >= THREADS, run::toString);
        }
        assertEquals(
                RUNS, runs.stream().map(run -> run.get(0).runId()).distinct().count(), "each execution is a run");
    }

    private static void assertNothingIsBoundOutside(List<Entry> entries) {
        List<Entry> outside = withMessage(entries, "outside");
        assertEquals(LINES_OUTSIDE, outside.size(), outside::toString);
        for (Entry each : outside) {
            assertNull(each.taskId(), each::toString);
            assertNull(each.runId(), each::toString);
        }
    }

    private static List<Entry> withMessage(List<Entry> entries, String beginning) {
        return entries.stream()
                .filter(each -> each.message().startsWith(beginning))
                .toList();
    }
}
