package dev.asyncz.agent.dashboard.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.tasks.ListeningRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.bootstrap.run.RunScope;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page that looks for news every few seconds. */
final class UnchangedPageTest {
    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final Port port = Port.bound(Port.settings("127.0.0.1", null), sources(new RunHistory(listening.registry)));

    private static Dashboard sources(RunHistory runs) {
        Dashboard plain = Samples.sources(Samples.ring(List.of()));
        return new Dashboard(
                plain.storage(), runs, plain.figures(), plain.runFigures(), plain.found(), plain.gaps(), null);
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void should_be_sent_again_only_once_something_has_happened() throws Exception {
        RunScope.end(RunScope.begin("Timer", "a"));
        String tag = tag("");
        assertEquals(304, port.get("/dashboard/tasks/", "If-None-Match", tag).statusCode());
        RunScope.end(RunScope.begin("Timer", "a"));

        assertNotEquals(tag, tag(tag));
    }

    private String tag(String known) throws Exception {
        HttpResponse<String> page = port.get("/dashboard/tasks/", "If-None-Match", known);
        assertEquals(200, page.statusCode());
        return page.headers().firstValue("ETag").orElseThrow();
    }
}
