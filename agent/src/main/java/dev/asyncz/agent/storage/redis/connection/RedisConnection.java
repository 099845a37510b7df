package dev.asyncz.agent.storage.redis.connection;

import dev.asyncz.agent.storage.StorageUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A connection to the primary, or to a cluster, whoever that is now; for any thread. A server that is gone, or says that
 * it is not the one, is left, and the next call goes where the address leads then. Whatever fails becomes a
 * {@link StorageUnavailable} that never says the password.
 */
public final class RedisConnection implements AutoCloseable {
    /** A primary that goes on after its name has moved says nothing. */
    private static final long LIFETIME_NANOS = Duration.ofMinutes(1).toNanos();

    private static final long TRUST_NANOS = Duration.ofSeconds(2).toNanos();

    private final RedisAddress address;
    private final Route route;
    private @Nullable Link current;

    /** Connects where the address leads; a single server is found out about at the first command. */
    public RedisConnection(RedisAddress address) {
        this.address = address;
        this.route = new Route(address);
        guarded(link -> "");
    }

    /** Sends a command that reads about {@code key}; what comes back is made of lists, numbers and byte arrays. */
    public Object send(byte[] key, Command command, List<byte[]> arguments) {
        return guarded(link -> {
            Object answer = link.client.sendCommand(key, command, arguments.toArray(byte[][]::new));
            link.seeThatItTakesWrites(key);
            link.used = true;
            return answer;
        });
    }

    /** Runs a script on {@code key}: perhaps twice, so it has to be one that does no harm then. */
    public Object run(Script script, byte[] key, List<byte[]> arguments) {
        return guarded(link -> {
            Object answer = run(link.client, script, key, arguments);
            link.used = true;
            return answer;
        });
    }

    private static Object run(UnifiedJedis client, Script script, byte[] key, List<byte[]> arguments) {
        try {
            return client.evalsha(script.sha1(), List.of(key), arguments);
        } catch (JedisNoScriptException e) {
            return client.eval(script.source(), List.of(key), arguments);
        }
    }

    @Override
    public synchronized void close() {
        if (current != null) {
            current.client.close();
            current = null;
        }
    }

    /** The text as Redis takes it. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <T> T guarded(Function<Link, T> work) {
        boolean again = false;
        while (true) {
            Link link = null;
            try {
                link = link();
                return work.apply(link);
            } catch (JedisException e) {
                // Another thread may have left it just now.
                boolean elsewhere = isLeft(link) || Failure.elsewhere(e);
                if (elsewhere) {
                    leave(link);
                }
                // A connection that has lain idle may be all that is broken. A cluster's client has tried others
                // already.
                boolean worthIt = elsewhere && !again && link != null && link.used && !address.cluster();
                if (!worthIt || Failure.timeout(e)) {
                    throw unavailable(e);
                }
                again = true;
            }
        }
    }

    private synchronized Link link() {
        Link before = current;
        if (before != null && (address.cluster() || System.nanoTime() - before.since < LIFETIME_NANOS)) {
            return before;
        }
        try {
            Link link = new Link(route.client());
            current = link;
            if (before != null) {
                before.client.close();
            }
            return link;
        } catch (JedisException nobodyKnows) {
            if (before == null) {
                throw nobodyKnows;
            }
            // Sentinels are away, which the server need not be.
            before.since = System.nanoTime();
            return before;
        }
    }

    private synchronized boolean isLeft(@Nullable Link link) {
        return link != null && link != current;
    }

    /** A cluster's client knows more nodes than the address, and finds its way by them. */
    private synchronized void leave(@Nullable Link link) {
        route.renew();
        if (link != null && link == current && !address.cluster()) {
            // What other threads do with it just now comes to its end.
            link.client.close();
            current = null;
        }
    }

    private StorageUnavailable unavailable(JedisException failure) {
        // What a server says is told here in full, but for what it quotes; so it must not come along as a cause.
        return new StorageUnavailable(
                address + " (" + Failure.said(failure, address.password(), null) + ")",
                Failure.answer(failure) ? null : failure);
    }

    /** The connections to one server that was the right one when they were opened. */
    private final class Link {
        private static final byte[] HIGHEST = bytes(Long.toString(Long.MAX_VALUE));

        private final UnifiedJedis client;
        /** Guarded by the connection. */
        private long since = System.nanoTime();

        private volatile long trustedSince = since - TRUST_NANOS;
        /** Whether it has answered. */
        private volatile boolean used;

        Link(UnifiedJedis client) {
            this.client = client;
        }

        /**
         * A primary of yesterday goes on answering readers. So it is asked, now and then, to cut nothing off the stream.
         * If the address has just led to it, there is nobody better: what a replica has is more than nothing.
         */
        void seeThatItTakesWrites(byte[] key) {
            if (address.cluster() || System.nanoTime() - trustedSince < TRUST_NANOS) {
                return;
            }
            try {
                client.sendCommand(key, Command.XTRIM, key, bytes("MAXLEN"), HIGHEST);
            } catch (JedisDataException refused) {
                if (used && Failure.elsewhere(refused)) {
                    throw refused;
                }
            }
            trustedSince = System.nanoTime();
        }
    }
}
