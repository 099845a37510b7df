package dev.asyncz.agent.storage.redis.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.HostAndPortMapper;

/**
 * Resolves names anew once told to. The JVM remembers what a name meant for 30 seconds, or for ever, and that is the
 * application's to set; but it remembers each spelling by itself, while resolvers take capitals for small letters. So
 * each time the next spelling is asked for.
 */
final class FreshNames implements HostAndPortMapper {
    /** So many letters vary: what a JVM remembers for ever does not grow without bound. */
    private static final int LETTERS = 12;

    private final boolean tls;
    private final AtomicInteger spelling = new AtomicInteger();

    /** @param tls whether a server has to prove its name, for which an address cannot stand */
    FreshNames(boolean tls) {
        this.tls = tls;
    }

    /** From now on, what is known of names is not to be trusted. */
    void renew() {
        spelling.incrementAndGet();
    }

    @Override
    public HostAndPort getHostAndPort(HostAndPort server) {
        int now = spelling.get();
        String name = server.getHost();
        if (now == 0 || name.indexOf(':') >= 0) {
            return server;
        }
        String hosts = System.getProperty("jdk.net.hosts.file");
        String fresh = hosts == null ? resolvable(spelt(name, now), name) : tls ? name : listed(name, hosts);
        return fresh.equals(name) ? server : new HostAndPort(fresh, server.getPort());
    }

    /** The name with those letters as capitals, or as small ones, that have a bit in {@code number}. */
    static String spelt(String name, int number) {
        StringBuilder spelt = new StringBuilder(name);
        for (int i = 0, letter = 0; i < name.length() && letter < LETTERS; i++) {
            char c = name.charAt(i);
            char other = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
            if (c < 128 && other != c && (number >> letter++ & 1) == 1) {
                spelt.setCharAt(i, other);
            }
        }
        return spelt.toString();
    }

    private static String resolvable(String spelt, String name) {
        try {
            InetAddress.getAllByName(spelt);
            return spelt;
        } catch (UnknownHostException particular) {
            return name;
        }
    }

    /** A JVM with a file of hosts looks there alone, and is particular about capitals. */
    private static String listed(String name, String file) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                String[] words = line.split("#", 2)[0].strip().split("\\s+");
                if (List.of(words).subList(1, words.length).contains(name)) {
                    return words[0];
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // Then the JVM will say what it knows.
        }
        return name;
    }
}
