package dev.asyncz.it.schedulers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The run follows the work to other threads, and leaves them when the work is done. */
@OnEachJdk
final class PropagationIT {
    private static final Set<String> HOPS = Set.of(
            "starts",
            "execute",
            "submit runnable",
            "submit callable",
            "invokeAll",
            "invokeAll twice",
            "first hop",
            "second hop",
            "runAsync",
            "thenApplyAsync",
            "thenAccept",
            "fork join",
            "invoke",
            "new thread",
            "extended thread",
            "executor of threads",
            "lazy pool",
            "work stealing",
            "completed elsewhere",
            "whenComplete",
            "handleAsync",
            "thenCompose",
            "thenCombine",
            "delayed",
            "delayed execute",
            "parallel stream",
            "forked");
    private static final Set<String> VIRTUAL_HOPS = Set.of("virtual thread", "virtual thread executor", "structured");

    private final Jdk jdk;

    PropagationIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_follow_the_work_of_a_run_and_leave_its_threads_as_they_were() {
        Launch launch =
                Launch.on(jdk).verifyingTheJdk().main("com.acme.jobs.Hops").libs(Libs.LOG4J_LATEST);
        try (App app = (jdk.isAtLeast25() ? launch.jvm("--enable-preview") : launch).start()) {
            app.awaitStdout("ready").dashboard().awaitMessage("main after the runs");
            List<Entry> entries = app.dashboard().logs();

            for (int round = 1; round <= 3; round++) {
                assertOneRun(entries, "round " + round + ": ");
            }
            assertEquals(
                    Set.of(),
                    entries.stream()
                            .filter(each -> !each.message().startsWith("round "))
                            .filter(each -> each.taskId() != null || each.runId() != null)
                            .collect(Collectors.toSet()),
                    "lines outside the runs that are bound to one");
        }
    }

    @Test
    void should_show_executors_and_the_application_its_own_objects() {
        App.Ended without =
                Launch.on(jdk).main("com.acme.jobs.Originals").withoutAgent().run();
        App.Ended with =
                Launch.on(jdk).main("com.acme.jobs.Originals").verifyingTheJdk().run();

        assertEquals(without.stdout(), with.stdout());
        assertTrue(without.stdout().contains("remove finds the original: true"), without.stdout());
        assertEquals(0, with.exitCode());
    }

    private void assertOneRun(List<Entry> entries, String round) {
        List<Entry> lines = entries.stream()
                .filter(each -> each.message().startsWith(round))
                .toList();
        String run = lines.get(0).runId();
        assertNotNull(run, () -> lines.get(0).toString());
        assertEquals(
                expectedHops(),
                lines.stream()
                        .filter(each -> run.equals(each.runId()))
                        .map(each -> each.message().substring(round.length()))
                        .collect(Collectors.toCollection(TreeSet::new)),
                "lines of " + round + "that carry its run");
        assertEquals(1, lines.stream().map(Entry::taskId).distinct().count(), lines::toString);
    }

    private Set<String> expectedHops() {
        Set<String> hops = new TreeSet<>(HOPS);
        if (jdk.isAtLeast25()) {
            hops.addAll(VIRTUAL_HOPS);
        }
        return hops;
    }
}
