package dev.asyncz.agent.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Whose turn it is to tell, in any storage that many share. */
public interface TellerContract {

    /** Of a storage that nobody has asked for it yet. */
    TellerLease lease();

    @Test
    default void should_give_the_turn_to_one_until_it_asks_no_more() {
        TellerLease lease = lease();

        assertEquals("", lease.take("shop-1", false));
        assertNull(lease.take("shop-2", false));
        assertEquals("", lease.take("shop-1", false));
    }

    @Test
    default void should_give_the_turn_to_a_dashboard_of_its_own_before_others_with_what_was_told() {
        TellerLease lease = lease();
        lease.take("shop-1", false);
        lease.told("shop-1", "died\tnightly\n");

        assertEquals("died\tnightly\n", lease.take("dashboard", true));
        assertNull(lease.take("shop-1", false));
        assertNull(lease.take("another dashboard", true));
    }

    @Test
    default void should_not_take_the_word_of_one_whose_turn_it_is_no_more() {
        TellerLease lease = lease();
        lease.take("shop-1", false);
        lease.take("dashboard", true);
        lease.told("dashboard", "new");
        lease.told("shop-1", "late");

        assertEquals("new", lease.take("dashboard", true));
    }
}
