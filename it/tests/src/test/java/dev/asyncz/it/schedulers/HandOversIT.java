package dev.asyncz.it.schedulers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Bound is the one hand-over: not its object, and not what a caller passed in; and what is lost is let go of. */
@OnEachJdk
final class HandOversIT {
    private static final int MANY = 1_500_000;

    private final Jdk jdk;

    HandOversIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_bind_each_hand_over_to_its_own_run_however_others_of_the_same_object_were_lost() {
        try (App app = Launch.on(jdk)
                .verifyingTheJdk()
                .main("com.acme.jobs.HandOvers", String.valueOf(MANY))
                .libs(Libs.LOG4J_LATEST)
                .jvm("-Xmx48m", "-XX:+UseSerialGC")
                .start()) {
            Entry late = app.awaitStdout("ready")
                    .dashboard()
                    .await(
                            each -> each.message().startsWith("consumer, ") && each.runId() == null,
                            "a line of the consumer without the run that has started it");
            List<Entry> entries = app.dashboard().allLogs();

            assertEquals("consumer", late.taskId());
            assertEachLineBelongsToWhomItNames(entries);
            assertALoopGoesByItsTask(entries);
            assertALibrarysThreadsAreItsOwn(app);
            assertFalse(app.stderr().contains("OutOfMemoryError"), app.stderr());
        }
    }

    private static void assertEachLineBelongsToWhomItNames(List<Entry> entries) {
        List<String> wrong = entries.stream()
                .filter(each -> each.message().matches(".*(flushes|shares|does \\d+|before|after)"))
                .filter(each -> !each.message().startsWith(each.taskId() == null ? "nobody " : each.taskId() + " ")
                        || (each.runId() == null) != (each.taskId() == null))
                // What waits in an array cannot be told from what was lost there: bound to nobody, but not to another.
                .filter(each -> !(each.message().startsWith("array B") && each.taskId() == null))
                .map(Entry::toString)
                .toList();
        assertEquals(List.of(), wrong);
        for (String task :
                List.of("discarded B", "cleared B", "polled B", "drained B", "picked B", "refused B", "around")) {
            assertNotEquals(0, count(entries, task), task);
        }
        for (String queue : List.of("LinkedBlockingQueue", "ArrayBlockingQueue", "SynchronousQueue")) {
            assertEquals(49, count(entries, "blocking " + queue), queue);
        }
        assertEquals(2, count(entries, "first of two"));
        assertEquals(1, count(entries, "second of two"));
    }

    private static long count(List<Entry> entries, String task) {
        return entries.stream()
                .filter(each -> task.equals(each.taskId()) && each.message().startsWith(task))
                .count();
    }

    private static void assertALoopGoesByItsTask(List<Entry> entries) {
        List<Entry> loop = entries.stream()
                .filter(each -> each.message().startsWith("loop, "))
                .toList();
        assertNotNull(loop.get(0).runId());
        Entry last = loop.get(loop.size() - 1);
        assertNull(last.runId(), last::toString);
        assertEquals("loop", last.taskId());
        assertEquals(
                List.of("loop"), loop.stream().map(Entry::taskId).distinct().collect(Collectors.toList()));
    }

    private static void assertALibrarysThreadsAreItsOwn(App app) {
        JsonNode runs =
                app.dashboard().json("/dashboard/api/runs?task_id=library").path("runs");
        assertEquals(1, runs.size(), runs::toString);
        assertEquals("[\"main\"]", runs.get(0).path("threads").toString());
    }
}
