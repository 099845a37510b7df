package dev.asyncz.agent.dashboard.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Exhibit$Import",
                "com.acme.Starter.start:42",
                "reports nightly",
                "a/b\\c",
                "../../etc/passwd",
                "..",
                ".",
                "%2e%2e",
                "~7E~",
                "<script>alert(1)</script>",
                "tab\tnul\u0000",
                "größe 東京 \uD83D\uDE00",
                "?q=1#x;y&z"
            })
    void should_give_any_id_a_path_of_one_plain_segment_and_read_it_back(String id) {
        String path = Addresses.encode(id);

        assertTrue(path.matches("[A-Za-z0-9_.$:~-]+"), path);
        assertTrue(!path.matches("\\.+"), path);
        assertEquals(id, Addresses.decode(path));
    }

    @Test
    void should_read_what_others_have_escaped() {
        assertEquals("com.acme.Exhibit$Import", Addresses.decode("com.acme.Exhibit%24Import"));
        assertEquals("größe", Addresses.decode("gr%C3%B6%C3%9Fe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a~", "a~1", "a%zz", "%"})
    void should_refuse_a_broken_escape(String path) {
        assertThrows(BadParameter.class, () -> Addresses.decode(path));
    }
}
