package dev.asyncz.agent.signs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MutesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T03:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    @Test
    void should_mute_for_good_what_the_configuration_names() {
        Mutes mutes = new Mutes("nightly*, slow:com.acme.*", MuteLog.NONE);

        assertEquals(Instant.MAX, mutes.until("nightly-report", Kind.DIED, NOW));
        assertEquals(Instant.MAX, mutes.until("com.acme.Sync", Kind.SLOW, NOW));
        assertNull(mutes.until("com.acme.Sync", Kind.DIED, NOW));
        assertNull(mutes.until("hourly", Kind.SLOW, NOW));
    }

    @Test
    void should_take_a_word_before_a_colon_that_is_no_sign_for_a_part_of_the_name() {
        Mutes mutes = new Mutes("batch:import", MuteLog.NONE);

        assertEquals(Instant.MAX, mutes.until("batch:import", Kind.SLOW, NOW));
        assertNull(mutes.until("import", Kind.SLOW, NOW));
    }

    @Test
    void should_mute_for_a_while_one_sign_or_all_and_hear_again_when_somebody_says_so() {
        Mutes mutes = Mutes.none();
        mutes.say(new Mute("a", Kind.SLOW, LATER, NOW, ""));
        mutes.say(new Mute("b", null, LATER, NOW, ""));

        assertEquals(LATER, mutes.until("a", Kind.SLOW, NOW));
        assertNull(mutes.until("a", Kind.DIED, NOW));
        assertNull(mutes.until("a", Kind.SLOW, LATER));
        assertEquals(LATER, mutes.until("b", Kind.DIED, NOW));

        mutes.say(new Mute("a", Kind.SLOW, NOW.plusMillis(5), NOW.plusMillis(5), ""));
        assertNull(mutes.until("a", Kind.SLOW, NOW.plusMillis(6)));
    }

    @Test
    void should_be_heard_of_by_other_nodes_and_after_the_next_start() {
        LogStorage shared = new RingStorage(100, 1 << 20);
        Mutes one = new Mutes("", new MuteLog(() -> shared, shared::append));
        one.say(new Mute("a", Kind.SLOW, LATER, NOW, "10.0.0.7"));
        one.say(new Mute("b", null, LATER, NOW, "10.0.0.7"));
        one.say(new Mute("b", null, NOW.plusMillis(1), NOW.plusMillis(1), "10.0.0.7"));

        Mutes other = new Mutes("", new MuteLog(() -> shared, shared::append));

        assertEquals(LATER, other.until("a", Kind.SLOW, NOW));
        assertNull(other.until("b", Kind.DIED, NOW.plusMillis(2)));
    }

    @Test
    void should_hold_a_thousand_at_most_and_forget_the_first() {
        Mutes mutes = Mutes.none();
        for (int i = 0; i <= 1_000; i++) {
            mutes.say(new Mute("task-" + i, Kind.SLOW, LATER, NOW, ""));
        }

        assertNull(mutes.until("task-0", Kind.SLOW, NOW));
        assertEquals(LATER, mutes.until("task-1", Kind.SLOW, NOW));
    }

    @Test
    void should_do_without_a_storage_that_does_not_answer() {
        Mutes mutes = new Mutes(
                "",
                new MuteLog(
                        () -> {
                            throw new IllegalStateException("not yet");
                        },
                        entry -> {}));

        assertNull(mutes.until("a", Kind.SLOW, NOW));
    }
}
