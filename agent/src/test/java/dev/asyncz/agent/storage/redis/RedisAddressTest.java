package dev.asyncz.agent.storage.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

final class RedisAddressTest {

    @Test
    void should_read_every_part() {
        assertEquals(
                new RedisAddress(List.of(new HostAndPort("cache", 6380)), true, "logs", "p@ss:w/ö+rd", 3),
                RedisAddress.parse("rediss://logs:p%40ss:w%2F%C3%B6+rd@cache:6380/3"));
    }

    @Test
    void should_fill_in_what_is_left_out() {
        assertEquals(
                new RedisAddress(List.of(new HostAndPort("cache", 6379)), false, null, null, 0),
                RedisAddress.parse("redis://cache"));
        assertEquals("secret", RedisAddress.parse("redis://:secret@cache").password());
        assertEquals(null, RedisAddress.parse("redis://:secret@cache").user());
    }

    @Test
    void should_read_several_hosts_of_any_kind() {
        RedisAddress address = RedisAddress.parse("redis://u:p,w@node1:7001,[::1]:7002, 10.0.0.3");

        assertEquals(
                List.of(
                        new HostAndPort("node1", 7001),
                        new HostAndPort("::1", 7002),
                        new HostAndPort("10.0.0.3", 6379)),
                address.hosts());
        assertEquals("p,w", address.password());
        assertEquals(true, address.cluster());
    }

    @Test
    void should_let_options_win_over_the_url() {
        RedisAddress address = RedisAddress.parse("redis://u:p@cache");

        assertEquals("p", address.withLogin("", null).password());
        assertEquals("u", address.withLogin("", "other").user());
        assertEquals("v", address.withLogin("v", "other").user());
        assertEquals("other", address.withLogin("v", "other").password());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cache",
                "cache:6379",
                "redis://",
                "redis:///1",
                "redis://a,,b",
                "redis://a:x",
                "redis://a/x",
                "redis://a,b/1",
                "redis://a:70000",
                "jdbc:postgresql://db:5432/logs",
                "http://a"
            })
    void should_refuse_what_is_no_address(String url) {
        assertThrows(IllegalArgumentException.class, () -> RedisAddress.parse(url));
    }
}
