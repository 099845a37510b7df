package dev.asyncz.agent.storage.redis.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

final class RedisAddressTest {

    @Test
    void should_read_every_part() {
        assertEquals(
                new RedisAddress(List.of(new HostAndPort("cache", 6380)), true, "logs", "p@ss:w/ö+rd", 3, null),
                RedisAddress.parse("rediss://logs:p%40ss:w%2F%C3%B6+rd@cache:6380/3"));
    }

    @Test
    void should_fill_in_what_is_left_out() {
        assertEquals(
                new RedisAddress(List.of(new HostAndPort("cache", 6379)), false, null, null, 0, null),
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
    void should_read_the_master_that_sentinels_are_asked_for() {
        RedisAddress address =
                RedisAddress.parse("redis-sentinel://logs:pw@s1,s2:26380/my.master-1?db=3&sentinelPassword=p%26w@/?");

        assertEquals(List.of(new HostAndPort("s1", 26_379), new HostAndPort("s2", 26_380)), address.hosts());
        assertEquals(new RedisAddress.Sentinel("my.master-1", null, "p&w@/?"), address.sentinel());
        assertEquals(3, address.database());
        assertEquals("logs", address.user());
        assertEquals("pw", address.password());
        assertEquals(false, address.cluster());
        assertEquals(false, address.tls());
        assertEquals("redis my.master-1 by sentinel s1:26379,s2:26380", address.toString());
        assertEquals(
                new RedisAddress.Sentinel("m", "u", null),
                RedisAddress.parse("redis-sentinel://s/m?sentinelUser=u").sentinel());
    }

    @ParameterizedTest
    @CsvSource({
        "valkey://cache, false, false",
        "VALKEYS://cache, true, false",
        "Redis://cache, false, false",
        "rediss-sentinel://cache/m, true, true",
        "valkey-sentinel://cache/m, false, true",
        "valkeys-sentinel://cache/m, true, true",
    })
    void should_read_every_scheme_in_any_case(String url, boolean tls, boolean sentinel) {
        RedisAddress address = RedisAddress.parse(url);

        assertEquals(tls, address.tls());
        assertEquals(sentinel, address.sentinel() != null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redsi://u:s3cret@a|begins with redsi://",
                "http://a|begins with http://",
                "jdbc:mysql://db|begins with jdbc:mysql://",
                "u:s3cret://a|begins with ***://",
                "cache:6379|does not begin with a scheme",
                "redis-sentinel://u:s3cret@s1,s2|with s1,s2 in it names no master",
                "redis-sentinel://s1,s2/|names no master",
                "redis-sentinel://s1,s2/0#m|names no master",
                "redis-sentinel://s1/m?sentinelPasswort=s3cret|has a parameter that is none",
                "redis-sentinel://s1/m?sentinelPasswort=x@s3cret|storage.url names no master",
                "redis://u:s3cret@a?timeout=2s|has a parameter that is none",
                "redis://a?sentinelPassword=s3cret|logs in to sentinels and names none",
                "redis://u:s3cret@a,b/1|names a database, and a cluster has none",
                "redis://u:s3cret@|lacks a host",
                "redis://a:70000|has a port that is none",
            })
    void should_say_what_is_wrong_without_a_secret_and_what_is_expected(String url, String message) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> RedisAddress.parse(url));

        assertTrue(failure.toString().contains(message), failure::toString);
        assertTrue(failure.toString().contains("expected redis://host:6379, rediss://"), failure::toString);
        assertFalse(failure.toString().contains("s3cret"), failure::toString);
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
