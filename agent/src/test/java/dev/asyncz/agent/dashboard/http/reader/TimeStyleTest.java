package dev.asyncz.agent.dashboard.http.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.asyncz.agent.dashboard.http.HttpRequest.Cookie;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By which clock a reader sees times. */
class TimeStyleTest {
    private static final Instant SUMMER = Instant.parse("2026-10-25T00:20:00Z");
    private static final Instant WINTER = Instant.parse("2026-10-25T01:20:00Z");

    @Test
    void should_tell_the_two_of_an_hour_apart_that_comes_twice() {
        TimeStyle berlin = TimeStyle.of("Europe/Berlin");
        assertEquals("2026-10-25 02:20:00 UTC+02:00", berlin.moment(SUMMER));
        assertEquals("2026-10-25 02:20:00 UTC+01:00", berlin.moment(WINTER));
        assertEquals("02:20:00.000", berlin.clock(SUMMER));
        assertNotEquals(berlin.day(SUMMER), berlin.day(WINTER), "a line parts them");
        assertEquals("2026-10-26", berlin.day(WINTER.plusSeconds(86_400)));
        assertEquals("2026-10-25", TimeStyle.UTC.day(WINTER));
    }

    @Test
    void should_show_times_as_the_address_says_else_as_was_chosen_else_in_utc() {
        List<Cookie> kept = List.of(new Cookie("other", "x"), new Cookie("asyncz_clock", "Europe%2FBerlin"));
        assertEquals("Europe/Berlin", ReaderWishes.of("/p", "q=a", kept).time().zoneName());
        assertEquals(
                "Asia/Tokyo",
                ReaderWishes.of("/p", "time=Asia/Tokyo", kept).time().zoneName());
        assertEquals("UTC", ReaderWishes.of("/p", "time=UTC", kept).time().zoneName());
        assertEquals("UTC", ReaderWishes.of("/p", null, List.of()).time().zoneName());
        assertEquals(
                "UTC",
                ReaderWishes.of("/p", null, List.of(new Cookie("asyncz_clock", "Mars")))
                        .time()
                        .zoneName());
    }

    @Test
    void should_lead_to_the_same_page_by_another_clock() {
        List<ReaderWishes.ClockOption> clocks =
                ReaderWishes.of("/p", "q=a&time=ago&clock=x", List.of()).clocks();
        assertEquals("/p?q=a&clock=UTC", clocks.get(0).link());
        assertEquals(
                "/p?clock=ago",
                ReaderWishes.of("/p", null, List.of()).clocks().get(2).link());
        assertEquals(
                List.of(false, false, true),
                clocks.stream().map(ReaderWishes.ClockOption::chosen).toList());
    }
}
