package dev.asyncz.agent.storage.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final RetentionPolicy DEFAULT = new RetentionPolicy(7, 10L << 30, 0);
    private static final Retention NOTHING_ASKED = Retention.parse("", DEFAULT);

    @Test
    void should_keep_what_the_default_says_when_nobody_has_asked() {
        assertEquals(List.of(DEFAULT), NOTHING_ASKED.policies());
        assertEquals("7 days, at most 10 GiB (nobody has set it)", NOTHING_ASKED.words());
        assertEquals("", NOTHING_ASKED.text());
    }

    @Test
    void should_delete_nothing_that_others_keep_when_a_node_has_nothing_set() {
        Retention month = NOTHING_ASKED.with(asks("shop-1", 30, 0, 0));

        Retention after = month.with(new RetentionRequest(DEFAULT, false, false, "shop-2", Instant.EPOCH));

        assertEquals(List.of(new RetentionPolicy(30, 0, 0)), after.policies());
    }

    @Test
    void should_let_the_widest_hold_whichever_node_came_last() {
        Retention narrowLast = NOTHING_ASKED.with(asks("a", 30, 0, 0)).with(asks("b", 1, 0, 1_000));
        Retention wideLast = NOTHING_ASKED.with(asks("b", 1, 0, 1_000)).with(asks("a", 30, 0, 0));

        assertEquals(List.of(new RetentionPolicy(30, 0, 0)), narrowLast.policies());
        assertEquals(narrowLast.policies(), wideLast.policies());
    }

    @Test
    void should_keep_what_either_keeps_when_neither_is_wider() {
        Retention both = NOTHING_ASKED.with(asks("a", 30, 0, 1_000)).with(asks("b", 1, 0, 50_000));

        assertEquals(List.of(new RetentionPolicy(30, 0, 1_000), new RetentionPolicy(1, 0, 50_000)), both.policies());
    }

    @Test
    void should_narrow_for_all_when_it_is_forced() {
        Retention wide = NOTHING_ASKED.with(asks("a", 30, 0, 0)).with(asks("b", 1, 0, 50_000));

        Retention forced = wide.with(new RetentionRequest(
                new RetentionPolicy(2, 0, 0), true, true, "c", Instant.parse("2026-05-04T03:02:01Z")));

        assertEquals("2 days (set by c on 2026-05-04)", forced.words());
    }

    @Test
    void should_read_what_it_has_written_and_pass_over_what_it_cannot_read() {
        Retention asked = NOTHING_ASKED.with(asks("shop 1", 30, 5L << 20, 0)).with(asks("", 1, 0, 9));

        Retention read = Retention.parse(asked.text() + "\ndays=many\n\n", DEFAULT);

        assertEquals(asked.text(), read.text());
        assertEquals(
                "30 days, at most 5 MiB (set by shop_1 on 1970-01-01), or 1 day, at most 9 lines (set on 1970-01-01)",
                read.words());
    }

    @Test
    void should_stay_small_and_narrow_nobody_when_very_many_ask_for_different_things() {
        Retention many = NOTHING_ASKED;
        for (int i = 1; i <= 50; i++) {
            many = many.with(asks("n" + i, i, 0, 1_000 - i));
        }

        assertTrue(many.policies().size() <= 8);
        for (int i = 1; i <= 50; i++) {
            RetentionPolicy mine = new RetentionPolicy(i, 0, 1_000 - i);
            assertTrue(many.policies().stream().anyMatch(each -> each.covers(mine)), mine.toString());
        }
    }

    @Test
    void should_take_the_narrower_of_bytes_and_count_for_the_number_of_lines() {
        assertEquals(1_000, new RetentionPolicy(0, 500_000, 0).lines(500));
        assertEquals(10, new RetentionPolicy(0, 500_000, 10).lines(500));
        assertEquals(Long.MAX_VALUE, new RetentionPolicy(7, 0, 0).lines(500));
    }

    private static RetentionRequest asks(String node, int days, long bytes, long count) {
        return new RetentionRequest(new RetentionPolicy(days, bytes, count), true, false, node, Instant.EPOCH);
    }
}
