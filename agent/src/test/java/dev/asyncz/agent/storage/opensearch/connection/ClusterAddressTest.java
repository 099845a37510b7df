package dev.asyncz.agent.storage.opensearch.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAddressTest {
    @Test
    void should_read_hosts_login_and_prefix() {
        ClusterAddress address = ClusterAddress.parse(" https://me:p%40ss+1@es1,es2:9201,[::1]:9202/shop-logs/ ");

        assertEquals(
                new ClusterAddress(true, List.of("es1:9200", "es2:9201", "[::1]:9202"), "shop-logs", "me", "p@ss+1"),
                address);
        assertFalse(address.toString().contains("p@ss"));
    }

    @Test
    void should_prefer_the_login_of_the_options() {
        ClusterAddress address = ClusterAddress.parse("http://es").withLogin("you", "secret");

        assertEquals(new ClusterAddress(false, List.of("es:9200"), "asyncz", "you", "secret"), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "es:9200",
                "ftp://es",
                "https://",
                "https://es:port",
                "https://es:70000",
                "https://es,",
                "https://my_host:9200",
                "https://bücher",
                "https://es:1:9200",
                "https://es/UPPER",
                "https://es/-x",
                "https://es/a?b=s3cret",
                "https://u:s3cret@e s"
            })
    void should_say_what_is_expected_instead(String url) {
        String told = String.valueOf(assertThrows(IllegalArgumentException.class, () -> ClusterAddress.parse(url))
                .getMessage());

        assertTrue(told.startsWith("storage.url ") && told.contains(": expected https://"), told);
        assertFalse(told.contains("s3cret"), told);
    }
}
