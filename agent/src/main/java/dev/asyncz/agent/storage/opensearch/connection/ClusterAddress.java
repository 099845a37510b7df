package dev.asyncz.agent.storage.opensearch.connection;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster is, and what its indices begin with: {@code https://user@host1:9200,host2:9200/prefix}.
 *
 * @param tls whether by https
 * @param hosts each with its port
 * @param prefix what the names of indices begin with
 * @param user who logs in; null for nobody
 * @param password null for none
 */
public record ClusterAddress(
        boolean tls,
        List<String> hosts,
        String prefix,
        @Nullable String user,
        @Nullable String password) {
    private static final String EXPECTED = ": expected https://host1:9200,host2:9200/prefix";
    private static final int PORT = 9200;
    private static final int LONGEST_PREFIX = 100;

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException what is wrong and what is expected, without what may be a password
     */
    public static ClusterAddress parse(String text) {
        String url = text.strip();
        boolean tls = url.startsWith("https://");
        if (!tls && !url.startsWith("http://")) {
            throw new IllegalArgumentException("storage.url "
                    + (url.isEmpty() ? "is empty" : "begins neither with http:// nor with https://") + EXPECTED);
        }
        String rest = url.substring(tls ? "https://".length() : "http://".length());
        int at = rest.lastIndexOf('@');
        String login = at < 0 ? "" : rest.substring(0, at);
        String place = rest.substring(at + 1);
        int slash = place.indexOf('/');
        String path = slash < 0 ? "" : place.substring(slash + 1);
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!prefix.isEmpty() && !isPrefix(prefix)) {
            throw new IllegalArgumentException(
                    "storage.url has no prefix of indices after its hosts: one is made of a to z, 0 to 9, - and _"
                            + EXPECTED);
        }
        int colon = login.indexOf(':');
        return new ClusterAddress(
                tls,
                hosts(slash < 0 ? place : place.substring(0, slash)),
                prefix.isEmpty() ? "asyncz" : prefix,
                decoded(colon < 0 ? login : login.substring(0, colon)),
                colon < 0 ? null : decoded(login.substring(colon + 1)));
    }

    /** The same with another login, where there is one. */
    public ClusterAddress withLogin(String otherUser, String otherPassword) {
        return new ClusterAddress(
                tls,
                hosts,
                prefix,
                otherUser.isEmpty() ? user : otherUser,
                otherPassword.isEmpty() ? password : otherPassword);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return String.join(",", hosts);
    }

    private static List<String> hosts(String text) {
        List<String> hosts = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            String host = each.strip();
            int colon = host.lastIndexOf(':');
            boolean isPort = colon > host.lastIndexOf(']');
            String name = isPort ? host.substring(0, colon) : host;
            String port = isPort ? host.substring(colon + 1) : String.valueOf(PORT);
            if (!isName(name) || !isPort(port) || !isHost(name + ":" + port)) {
                throw new IllegalArgumentException("storage.url has a host or a port that is none" + EXPECTED);
            }
            hosts.add(name + ":" + port);
        }
        return List.copyOf(hosts);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!Character.isLetterOrDigit(name.charAt(i)) && "-._[]:".indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether requests can be sent there: no underscore, no letter beyond ASCII. */
    private static boolean isHost(String host) {
        try {
            return URI.create("http://" + host).getHost() != null;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static boolean isPort(String port) {
        for (int i = 0; i < port.length(); i++) {
            if (port.charAt(i) < '0' || port.charAt(i) > '9') {
                return false;
            }
        }
        return !port.isEmpty() && port.length() < 6 && Integer.parseInt(port) > 0 && Integer.parseInt(port) < 1 << 16;
    }

    private static boolean isPrefix(String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            boolean inside = i > 0 && (c == '-' || c == '_');
            if (!inside && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return prefix.length() <= LONGEST_PREFIX;
    }

    private static @Nullable String decoded(String text) {
        try {
            return text.isEmpty() ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
