package dev.asyncz.agent.storage.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * Where the server is and who logs in there: {@code redis://user:password@host:port/db}, {@code rediss://} for TLS,
 * several hosts for a cluster.
 */
record RedisAddress(
        List<HostAndPort> hosts,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database) {
    private static final int DEFAULT_PORT = 6379;

    /** @throws IllegalArgumentException when the URL cannot be read; without the user and the password in it */
    static RedisAddress parse(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int login = rest.lastIndexOf('@');
        String place = rest.substring(login + 1);
        try {
            boolean tls = isTls(scheme < 0 ? "" : url.substring(0, scheme));
            int slash = place.indexOf('/');
            String hosts = slash < 0 ? place : place.substring(0, slash);
            String database = slash < 0 ? "" : place.substring(slash + 1);
            String[] names =
                    login < 0 ? new String[] {""} : rest.substring(0, login).split(":", 2);
            return new RedisAddress(
                    Arrays.stream(hosts.split(",", -1)).map(RedisAddress::host).toList(),
                    tls,
                    decoded(names[0]),
                    names.length < 2 ? null : decoded(names[1]),
                    database.isEmpty() ? 0 : Integer.parseInt(database));
        } catch (IllegalArgumentException e) {
            // Not the cause: what it quotes may be part of a password.
            throw new IllegalArgumentException("storage.url " + (scheme < 0 ? "" : "with " + place + " in it ")
                    + "is none that Redis has; it looks like redis://host:6379 or redis://host1:6379,host2:6379");
        }
    }

    RedisAddress {
        if (hosts.size() > 1 && database != 0) {
            throw new IllegalArgumentException("a cluster has no databases");
        }
    }

    /** With what the options say, where they say anything. */
    RedisAddress withLogin(String otherUser, @Nullable String otherPassword) {
        return new RedisAddress(
                hosts,
                tls,
                otherUser.isEmpty() ? user : otherUser,
                otherPassword == null ? password : otherPassword,
                database);
    }

    boolean cluster() {
        return hosts.size() > 1;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "redis "
                + String.join(",", hosts.stream().map(HostAndPort::toString).toList());
    }

    private static boolean isTls(String scheme) {
        return switch (scheme) {
            case "redis" -> false;
            case "rediss" -> true;
            default -> throw new IllegalArgumentException(scheme);
        };
    }

    private static HostAndPort host(String text) {
        int colon = text.lastIndexOf(':');
        boolean port = colon > text.lastIndexOf(']');
        String name = (port ? text.substring(0, colon) : text).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no host");
        }
        int number = port ? Integer.parseInt(text.substring(colon + 1).strip()) : DEFAULT_PORT;
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("no port");
        }
        return new HostAndPort(
                name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name, number);
    }

    private static @Nullable String decoded(String text) {
        // A plus is a plus here; only forms make it a space.
        return text.isEmpty() ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
