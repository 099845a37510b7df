package dev.asyncz.agent.dashboard.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.access.Access;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.dashboard.http.port.Ports;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Mutes;
import dev.asyncz.agent.signs.StaleAfter;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Over a real port, with a program's token: {@code ForgeryTest} says who else may. */
class MuteActionTest {
    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final Mutes mutes = Mutes.none();

    @Test
    void should_mute_a_sign_and_let_it_be_heard_again_and_write_down_who_did_it() throws Exception {
        try (Port port = port()) {
            assertEquals(303, post(port, "task=nightly+report&sign=slow&hours=8"));
            assertNotNull(mutes.until("nightly report", Kind.SLOW, Instant.now()));
            assertNull(mutes.until("nightly report", Kind.DIED, Instant.now()));
            assertEquals(303, post(port, "task=nightly+report&sign=slow&hours=0"));
            assertNull(mutes.until("nightly report", Kind.SLOW, Instant.now().plusMillis(1)));
        }

        assertEquals(2, journal.size());
        assertTrue(
                journal.get(0).startsWith("nightly report: the sign slow of nightly report is muted for 8 h"),
                journal::toString);
        assertTrue(journal.get(0).endsWith("from 127.0.0.1"), journal::toString);
    }

    @Test
    void should_refuse_what_it_cannot_read() throws Exception {
        try (Port port = port()) {
            for (String form : List.of("", "task=a", "task=a&hours=x", "task=a&hours=-1", "task=a&hours=1&sign=loud")) {
                assertEquals(400, post(port, form), form);
            }
        }

        assertEquals(List.of(), journal);
    }

    @Test
    void should_take_the_form_of_a_tasks_page() throws Exception {
        TaskRegistry tasks = new TaskRegistry();
        RunEvents.tell(tasks);
        Object begun = RunScope.begin("Timer", "nightly");
        RunScope.failed(new IllegalStateException("no ledger"));
        RunScope.end(begun);
        RunEvents.tell(RunListener.NONE);
        try (Port port = port(new RunHistory(tasks), new Access(null, null, true, ""))) {
            HttpResponse<String> page = port.get("/dashboard/tasks/nightly");
            String cookie = page.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
            String token = page.body().replaceFirst("(?s).*name=\"form_token\" value=\"([0-9a-f]+)\".*", "$1");
            String form = "task=nightly&sign=failing&hours=1&form_token=" + token;
            String here = "http://127.0.0.1:" + port.number();

            assertEquals(403, post(port, form, "Cookie", cookie, "Origin", "http://evil.example"));
            assertEquals(303, post(port, form, "Cookie", cookie, "Origin", here));
            assertNotNull(mutes.until("nightly", Kind.FAILING, Instant.now()));
            String muted =
                    port.get("/dashboard/tasks/nightly?time=Asia/Kolkata").body();
            assertTrue(muted.matches("(?s).*muted until [0-9: -]+ Asia/Kolkata<.*"), muted);
        }
    }

    private Port port() {
        return port(new RunHistory(new TaskRegistry()), new Access("s3cret", null, true, ""));
    }

    private Port port(RunHistory runs, Access access) {
        Dashboard plain = Samples.sources(Samples.ring(List.of()));
        Dashboard acting = new Dashboard(
                plain.storage(),
                runs,
                plain.figures(),
                plain.runFigures(),
                plain.found(),
                List::of,
                null,
                new Signs(StaleAfter.NEVER, mutes),
                (task, sentence) -> journal.add(task + ": " + sentence));
        return Port.bound(new DashboardSettings("127.0.0.1", new Ports(0, 0), access, 8, "", "1"), acting);
    }

    private static int post(Port port, String form) throws Exception {
        return post(port, form, "Authorization", "Bearer s3cret");
    }

    private static int post(Port port, String form, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port.number() + "/dashboard/actions/mute"))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
