package dev.asyncz.agent.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDetailsTest {
    private static final Sign SIGN = new Sign(Kind.OVERDUE, "", "It is overdue", "", null);

    @Test
    void should_lead_to_the_page_of_a_task_whatever_its_name_is() {
        AlertDetails details = new AlertDetails("https://ops.example/", (task, run) -> List.of());

        assertEquals(
                "https://ops.example/dashboard/tasks/import~2Forders~20100~25",
                details.apply(Runs.task("import/orders 100%"), SIGN).link());
    }

    @Test
    void should_have_no_link_where_nobody_said_where_the_pages_are() {
        AlertDetails details = new AlertDetails("", (task, run) -> List.of());

        assertEquals("", details.apply(Runs.task("import"), SIGN).link());
    }

    @Test
    void should_have_the_first_lines_of_the_exception_without_frames_of_the_agents_own() {
        RunFacts run = new RunFacts(
                "1",
                "import",
                "shop-1",
                Instant.EPOCH,
                Duration.ZERO,
                Outcome.FAILED,
                "x",
                "x\n\tat com.acme.A.a(A.java:1)\n\tat dev.asyncz.bootstrap.schedule.Execution.run(E.java:2)\n"
                        + "\tat java.base/java.lang.Thread.run(T.java:3)",
                List.of(),
                LineCounts.NONE);
        Sign died = new Sign(Kind.DIED, "", "It died", "", run);

        assertEquals(
                List.of("x", " at com.acme.A.a(A.java:1)", " at java.base/java.lang.Thread.run(T.java:3)"),
                new AlertDetails("", (task, of) -> List.of())
                        .apply(Runs.task("import"), died)
                        .exception());
    }
}
