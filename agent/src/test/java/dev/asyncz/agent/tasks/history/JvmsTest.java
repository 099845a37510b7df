package dev.asyncz.agent.tasks.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a JVM knows by the storage of the others that write to it. */
class JvmsTest {
    private static final long MINUTE = 60_000;

    private final RingStorage storage = new RingStorage(100_000, 64 << 20);

    @AfterEach
    void disconnect() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_know_what_a_jvm_says_of_itself_also_when_it_has_no_task() {
        JvmWithRuns shop = new JvmWithRuns(storage, "shop");
        AtomicLong lines = new AtomicLong();
        shop.journal.describe(() -> new Jvm.Facts("Shop", "0.2.0", "21.0.5", lines.addAndGet(300), 7, "it is slow"));
        shop.pass(2 * MINUTE);

        Jvm jvm = later(shop, 1_000).jvms().get(0);
        assertEquals("shop", jvm.node());
        assertEquals(Life.LIVES, jvm.life());
        assertNotNull(jvm.said());
        assertEquals("Shop", jvm.said().app());
        assertEquals(7, jvm.said().dropped());
        assertEquals("it is slow", jvm.said().trouble());
        assertNotNull(jvm.linesPerSecond());
        assertEquals(20, jvm.linesPerSecond(), 1, "300 lines in 15 s");
        assertEquals(0, jvm.tasks());
    }

    @Test
    void should_call_a_jvm_silent_when_it_gives_no_sign_of_life_and_stopped_when_it_has_said_so() {
        JvmWithRuns shop = described("shop");
        JvmWithRuns till = described("till");
        shop.pass(MINUTE);
        till.pass(MINUTE);
        till.end();

        List<Jvm> jvms = later(shop, 2 * MINUTE).jvms();
        assertEquals(
                List.of("shop SILENT", "till STOPPED"),
                jvms.stream()
                        .map(each -> each.node() + " " + each.life())
                        .sorted()
                        .toList());
        assertNull(jvms.get(0).linesPerSecond(), "of one that is gone");
    }

    @Test
    void should_tell_what_a_jvm_alone_schedules_also_after_it_fell_silent() {
        JvmWithRuns shop = described("shop");
        JvmWithRuns till = described("till");
        plan(shop, "both");
        plan(till, "both");
        plan(till, "till's");
        shop.pass(MINUTE);
        till.pass(MINUTE);
        RunHistory seen = later(till, 1_000);

        assertEquals(List.of("till's"), jvm(seen, "till").alone());
        assertEquals(List.of(), jvm(seen, "shop").alone());
        assertEquals(2, jvm(seen, "till").tasks());
        assertEquals(
                List.of("both", "till's"), jvm(later(till, 5 * MINUTE), "till").alone());
    }

    @Test
    void should_show_a_jvm_itself_first_and_alone_where_nothing_is_shared() {
        Jvm.Facts said = new Jvm.Facts("Shop", "0.2.0", "21", 10, 0, null);

        List<Jvm> jvms = new RunHistory(new TaskRegistry()).of(() -> said).jvms();
        assertEquals(1, jvms.size());
        assertEquals(Life.HERE, jvms.get(0).life());
        assertEquals(said, jvms.get(0).said());
        assertEquals(List.of(), new RunHistory(new TaskRegistry()).jvms(), "a dashboard that runs nothing");
    }

    @Test
    void should_forget_a_jvm_without_tasks_when_the_same_application_was_started_again() {
        JvmWithRuns shop = described("shop");
        shop.pass(MINUTE);
        shop.end();
        JvmWithRuns again = described("shop");
        again.millis.set(shop.millis.get() + 5_000);
        again.pass(MINUTE);

        assertEquals(
                List.of(Life.LIVES),
                later(again, 1_000).jvms().stream().map(Jvm::life).toList());
    }

    @Test
    void should_give_a_sign_of_life_every_quarter_of_a_minute_while_runs_are_written_down() {
        JvmWithRuns shop = described("shop");
        for (int i = 0; i < 60; i++) {
            shop.run("often", null);
            shop.pass(5_000);
        }

        long signs = storage.query(LogQuery.ALL.withLimit(9_999)).stream()
                .filter(entry -> entry.extra().containsKey("agent"))
                .count();
        assertEquals(20, signs, 2, "in five minutes");
    }

    private static void plan(JvmWithRuns jvm, String task) {
        jvm.tasks.planned(new TaskPlan(
                task,
                "Spring",
                "cron 0 0 3 * * *",
                null,
                0,
                jvm.millis.get() + Duration.ofHours(7).toMillis()));
    }

    private static Jvm jvm(RunHistory seen, String node) {
        return seen.jvms().stream()
                .filter(each -> each.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private JvmWithRuns described(String node) {
        JvmWithRuns jvm = new JvmWithRuns(storage, node);
        jvm.journal.describe(() -> new Jvm.Facts(node, "0.2.0", "21", 0, 0, null));
        return jvm;
    }

    /** What somebody else sees who looks a while after a JVM has last written. */
    private RunHistory later(JvmWithRuns jvm, long millis) {
        JvmWithRuns other = new JvmWithRuns(storage, "other");
        other.millis.set(jvm.millis.get() + millis);
        return other.history();
    }
}
