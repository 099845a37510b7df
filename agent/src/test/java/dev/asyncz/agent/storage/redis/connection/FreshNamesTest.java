package dev.asyncz.agent.storage.redis.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;

final class FreshNamesTest {

    @Test
    void should_leave_a_name_as_it_is_written_until_it_is_not_to_be_trusted() throws Exception {
        FreshNames names = new FreshNames(false);
        HostAndPort server = new HostAndPort("localhost", 6379);

        assertEquals(server, names.getHostAndPort(server));
        names.renew();
        HostAndPort fresh = names.getHostAndPort(server);

        assertNotEquals("localhost", fresh.getHost());
        assertEquals(InetAddress.getByName("localhost"), InetAddress.getByName(fresh.getHost()));
        assertEquals(6379, fresh.getPort());
    }

    @Test
    void should_leave_addresses_and_names_that_nobody_knows_as_they_are() {
        FreshNames names = new FreshNames(false);
        names.renew();

        for (String host : new String[] {"127.0.0.1", "::1", "fe80::AB", "nowhere.invalid"}) {
            HostAndPort server = new HostAndPort(host, 1);
            assertEquals(server, names.getHostAndPort(server));
        }
    }

    @Test
    void should_have_thousands_of_spellings_and_no_more() {
        Set<String> spellings = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            spellings.add(FreshNames.spelt("redis-1.cache.Example.com", i));
        }

        assertEquals(4_096, spellings.size());
        spellings.forEach(each -> assertEquals("redis-1.cache.example.com", each.toLowerCase(java.util.Locale.ROOT)));
    }
}
