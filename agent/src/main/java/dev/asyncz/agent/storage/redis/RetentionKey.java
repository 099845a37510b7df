package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.connection.RedisConnection.bytes;

import dev.asyncz.agent.storage.redis.connection.RedisConnection;
import dev.asyncz.agent.storage.redis.connection.Script;
import dev.asyncz.agent.storage.retention.Retention;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** The retention that all nodes share, in the hash {@code asyncz:retention}. Any thread. */
final class RetentionKey {
    private static final byte[] KEY = bytes("asyncz:retention");
    private static final byte[] FIELD = bytes("asked");

    /** Writes ARGV[2] if ARGV[1] is still what is there, and says whether it was. */
    private static final Script REPLACE = new Script("""
            if (redis.call('HGET', KEYS[1], 'asked') or '') ~= ARGV[1] then return 0 end
            redis.call('HSET', KEYS[1], 'asked', ARGV[2])
            return 1
            """);

    private final RedisConnection redis;
    private final RetentionRequest request;

    /** @param request what this node asks for; its policy holds where nobody has asked */
    RetentionKey(RedisConnection redis, RetentionRequest request) {
        this.redis = redis;
        this.request = request;
    }

    /** Adds what this node asks for to what others have asked for; the first of several at once is seen by the next. */
    void ask() {
        boolean isWritten = false;
        while (!isWritten) {
            String text = text();
            String wanted = parse(text).with(request).text();
            isWritten = wanted.equals(text) || replace(text, wanted);
        }
    }

    /** What holds now. Where somebody has emptied the server, this node asks again. */
    Retention inForce() {
        String text = text();
        if (text.isEmpty() && request.isSet()) {
            ask();
            text = text();
        }
        return parse(text);
    }

    private Retention parse(String text) {
        return Retention.parse(text, request.policy());
    }

    private String text() {
        byte[] value = (byte[]) redis.send(KEY, Command.HGET, List.of(KEY, FIELD));
        return value == null ? "" : Fields.text(value);
    }

    private boolean replace(String text, String wanted) {
        return (Long) redis.run(REPLACE, KEY, List.of(bytes(text), bytes(wanted))) == 1;
    }
}
