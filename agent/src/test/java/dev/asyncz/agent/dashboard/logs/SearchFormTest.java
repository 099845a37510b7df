package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.port.Port;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the search form sends again is what it was asked for, each filter in its own field. */
class SearchFormTest {
    private static final String RUN = "01939b5e-7c00-7000-8000-0123456789ab";
    private static final Pattern FIELD = Pattern.compile("<input[^>]* name=\"(\\w+)\"[^>]* value=\"([^\"]*)\"");

    @Test
    void should_keep_each_filter_in_its_own_field() throws Exception {
        try (Port port = Port.serving(List.of())) {
            String page = port.get("/dashboard/logs/?q=order&task_id=com.acme.Jobs.sync&run_id=" + RUN
                            + "&node=shop-1&since=2026-11-01T00:00:00Z&until=2026-11-02T00:00:00Z")
                    .body()
                    .split("class=\"menu look\"", 2)[0];
            List<String> fields = FIELD.matcher(page)
                    .results()
                    .map((MatchResult each) -> each.group(1) + "=" + each.group(2))
                    .toList();

            assertTrue(
                    fields.containsAll(
                            List.of("q=order", "task_id=com.acme.Jobs.sync", "run_id=" + RUN, "node=shop-1")),
                    fields::toString);
            assertEquals(
                    1, fields.stream().filter(each -> each.startsWith("node=")).count(), fields::toString);
        }
    }
}
