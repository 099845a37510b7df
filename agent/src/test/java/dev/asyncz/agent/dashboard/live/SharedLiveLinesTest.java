package dev.asyncz.agent.dashboard.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.asyncz.agent.dashboard.http.PageContext;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.Templates;
import dev.asyncz.agent.dashboard.search.LogFilters;
import org.junit.jupiter.api.Test;

/** Which readers of live lines share the bytes of an event: its links begin with what their proxy serves it below. */
class SharedLiveLinesTest {
    private static final Templates TEMPLATES = new Templates();
    private static final PageContext DIRECT = PageContext.of(null, "1.2.3", TEMPLATES);
    private static final PageContext BEHIND_A_PROXY = PageContext.of("/ops", "1.2.3", TEMPLATES);

    @Test
    void should_let_readers_of_the_same_lines_share_them() {
        assertEquals(key("order", DIRECT), key("order", DIRECT));
        assertEquals(key("order", DIRECT).hashCode(), key("order", DIRECT).hashCode());
    }

    @Test
    void should_not_share_bytes_across_proxies() {
        assertNotEquals(key("order", DIRECT), key("order", BEHIND_A_PROXY));
    }

    @Test
    void should_not_share_lines_of_other_filters() {
        assertNotEquals(key("order", DIRECT), key("payment", DIRECT));
    }

    private static LiveTail.Audience key(String search, PageContext context) {
        return new LiveTail.Audience(LogFilters.of(QueryParameters.NONE.with("q", search)), context);
    }
}
