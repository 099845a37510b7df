package dev.asyncz.agent.storage.redis.connection;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * Where the server is and who logs in there: {@code redis://user:password@host:port/db}, {@code rediss://} for TLS,
 * several hosts for a cluster, {@code redis-sentinel://host1,host2/master} for the primary that sentinels name. Reading
 * it is cheap: it is done before the application's main.
 *
 * @param sentinel what the hosts are asked, if they are sentinels
 */
public record RedisAddress(
        List<HostAndPort> hosts,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database,
        @Nullable Sentinel sentinel) {
    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;
    private static final String OF_SENTINELS = "-sentinel";
    private static final String EXPECTED = ": expected redis://host:6379, rediss:// for TLS, redis://host1,host2 for a"
            + " cluster, or redis-sentinel://host1,host2/mymaster; valkey:// is the same";

    /**
     * What sentinels are asked for, and how one logs in to them.
     *
     * @param master what they call the primary and its replicas
     */
    public record Sentinel(
            String master, @Nullable String user, @Nullable String password) {

        @Override
        public String toString() {
            return master;
        }
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException when it cannot be read; without the user and the password in it
     */
    public static RedisAddress parse(String text) {
        String url = text.strip();
        int end = url.indexOf("://");
        if (end < 0) {
            throw new IllegalArgumentException("storage.url does not begin with a scheme" + EXPECTED);
        }
        String scheme = url.substring(0, end).toLowerCase(Locale.ROOT);
        boolean sentinels = scheme.endsWith(OF_SENTINELS);
        String server = sentinels ? scheme.substring(0, scheme.length() - OF_SENTINELS.length()) : scheme;
        boolean tls = server.equals("rediss") || server.equals("valkeys");
        if (!tls && !server.equals("redis") && !server.equals("valkey")) {
            throw new IllegalArgumentException("storage.url begins with " + shown(scheme) + "://" + EXPECTED);
        }
        String rest = url.substring(end + 3);
        int query = query(rest);
        String place = query < 0 ? rest : rest.substring(0, query);
        int login = place.lastIndexOf('@');
        try {
            return read(
                    tls,
                    sentinels,
                    login < 0 ? "" : place.substring(0, login),
                    place.substring(login + 1),
                    query < 0 ? "" : rest.substring(query + 1));
        } catch (IllegalArgumentException e) {
            // Not the cause: what it quotes may be part of a password.
            String why = e instanceof Mistake ? String.valueOf(e.getMessage()) : "is none that Redis has";
            throw new IllegalArgumentException("storage.url " + quoted(place, login) + why + EXPECTED);
        }
    }

    /** With what the options say, where they say anything. */
    public RedisAddress withLogin(String otherUser, @Nullable String otherPassword) {
        return new RedisAddress(
                hosts,
                tls,
                otherUser.isEmpty() ? user : otherUser,
                otherPassword == null ? password : otherPassword,
                database,
                sentinel);
    }

    /** Whether lines are spread over a Redis Cluster. */
    public boolean cluster() {
        return hosts.size() > 1 && sentinel == null;
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(sentinel == null ? "redis " : "redis " + sentinel + " by sentinel ");
        for (HostAndPort host : hosts) {
            text.append(host.equals(hosts.get(0)) ? "" : ",").append(host);
        }
        return text.toString();
    }

    private static RedisAddress read(boolean tls, boolean sentinels, String login, String place, String query) {
        Parameters parameters = Parameters.read(query);
        int slash = place.indexOf('/');
        List<HostAndPort> hosts =
                hosts(slash < 0 ? place : place.substring(0, slash), sentinels ? SENTINEL_PORT : REDIS_PORT);
        String path = slash < 0 ? "" : place.substring(slash + 1);
        if (sentinels && !isMaster(path)) {
            throw new Mistake("names no master, as redis-sentinel://host1,host2/mymaster does");
        }
        if (!sentinels && (parameters.sentinelUser != null || parameters.sentinelPassword != null)) {
            throw new Mistake("logs in to sentinels and names none");
        }
        String number = parameters.database == null && !sentinels ? path : parameters.database;
        int database = number == null || number.isEmpty() ? 0 : Integer.parseInt(number);
        if (database < 0 || (database > 0 && !sentinels && hosts.size() > 1)) {
            throw new Mistake("names a database, and a cluster has none");
        }
        int colon = login.indexOf(':');
        return new RedisAddress(
                List.copyOf(hosts),
                tls,
                decoded(colon < 0 ? login : login.substring(0, colon)),
                colon < 0 ? null : decoded(login.substring(colon + 1)),
                database,
                sentinels ? new Sentinel(path, parameters.sentinelUser, parameters.sentinelPassword) : null);
    }

    /** Where parameters begin: a question mark may be part of a password, too. */
    private static int query(String rest) {
        for (int i = rest.indexOf('?'); i >= 0; i = rest.indexOf('?', i + 1)) {
            String name = Parameters.name(rest.substring(i + 1));
            if ((rest.indexOf('@', i) < 0 && rest.indexOf('/', i) < 0) || Parameters.isKnown(name)) {
                return i;
            }
        }
        return -1;
    }

    private static List<HostAndPort> hosts(String text, int port) {
        List<HostAndPort> hosts = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            hosts.add(host(each, port));
        }
        return hosts;
    }

    private static HostAndPort host(String text, int defaultPort) {
        int colon = text.lastIndexOf(':');
        boolean port = colon > text.lastIndexOf(']');
        String name = (port ? text.substring(0, colon) : text).strip();
        if (name.isEmpty()) {
            throw new Mistake("lacks a host");
        }
        int number = port ? Integer.parseInt(text.substring(colon + 1).strip()) : defaultPort;
        if (number < 1 || number > 65_535) {
            throw new Mistake("has a port that is none");
        }
        return new HostAndPort(
                name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name, number);
    }

    /** Of what sentinels let a master's name be made. */
    private static boolean isMaster(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!Character.isLetterOrDigit(name.charAt(i)) && ".-_".indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** What follows the login, unless a question mark leaves in doubt whether that is a part of a password. */
    private static String quoted(String place, int login) {
        boolean doubtful = place.lastIndexOf('?', login) >= 0;
        return doubtful ? "" : "with " + place.substring(login + 1).split("\\?", 2)[0] + " in it ";
    }

    /** Nothing that may be part of a password. */
    private static String shown(String scheme) {
        String word = scheme.startsWith("jdbc:") ? scheme.substring(5) : scheme;
        return isMaster(word) ? scheme : "***";
    }

    private static @Nullable String decoded(String text) {
        // A plus is a plus here; only forms make it a space.
        return text.isEmpty() ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** What follows the question mark. */
    private record Parameters(
            @Nullable String database,
            @Nullable String sentinelUser,
            @Nullable String sentinelPassword) {

        static Parameters read(String query) {
            Parameters read = new Parameters(null, null, null);
            for (String each : query.isEmpty() ? new String[0] : query.split("&")) {
                String value = decoded(each.substring(each.indexOf('=') + 1));
                read = switch (name(each)) {
                    case "db" -> new Parameters(value, read.sentinelUser, read.sentinelPassword);
                    case "sentineluser" -> new Parameters(read.database, value, read.sentinelPassword);
                    case "sentinelpassword" -> new Parameters(read.database, read.sentinelUser, value);
                    default ->
                        throw new Mistake("has a parameter that is none of db, sentinelUser and sentinelPassword");
                };
            }
            return read;
        }

        static String name(String parameter) {
            int equals = parameter.indexOf('=');
            return equals < 0 ? "" : parameter.substring(0, equals).toLowerCase(Locale.ROOT);
        }

        static boolean isKnown(String name) {
            return name.equals("db") || name.equals("sentineluser") || name.equals("sentinelpassword");
        }
    }

    /** What is wrong, in words that hold nothing of the URL. */
    private static final class Mistake extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Mistake(String what) {
            super(what);
        }
    }
}
