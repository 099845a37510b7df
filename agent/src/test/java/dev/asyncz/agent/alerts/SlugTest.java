package dev.asyncz.agent.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlugTest {

    @Test
    void should_be_the_name_itself_when_an_address_can_hold_it() {
        assertEquals("nightly-report", Slug.of("nightly-report"));
    }

    @Test
    void should_be_the_same_each_time_and_another_for_each_name_when_characters_are_lost() {
        assertEquals("com-acme-nightly-run-", Slug.of("com.acme.Nightly.run").substring(0, 21));
        assertEquals(Slug.of("com.acme.Nightly.run"), Slug.of("com.acme.Nightly.run"));
        assertNotEquals(Slug.of("com.acme.Nightly.run"), Slug.of("com.acme.nightly.run"));
        assertNotEquals(Slug.of("Ü"), Slug.of("Ö"));
    }

    @Test
    void should_fit_into_what_services_take() {
        String slug = Slug.of("x".repeat(5_000));

        assertTrue(slug.length() <= 100 && slug.matches("[a-z0-9_-]+"), slug);
    }
}
