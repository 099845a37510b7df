package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.connection.RedisConnection.bytes;

import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.agent.storage.redis.connection.RedisConnection;
import dev.asyncz.agent.storage.redis.connection.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lease in the hash {@code asyncz:teller}. */
final class TellerKey implements TellerLease {
    private static final byte[] KEY = bytes("asyncz:teller");

    /** ARGV: the holder, and whether it goes before others. Answers what has been told, or nothing. */
    private static final Script TAKE = new Script("""
            local time = redis.call('TIME')
            local now = tonumber(time[1])
            local holder = redis.call('HGET', KEYS[1], 'holder') or ''
            local due = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
            local mine = holder == ARGV[1]
            local free = due < now or due > now + 31
            local behind = ARGV[2] == '1' and string.sub(holder, 1, 6) ~= 'first '
            if not (mine or free or behind) then return false end
            redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'until', now + 30)
            return redis.call('HGET', KEYS[1], 'told') or ''
            """);

    private static final Script TOLD = new Script("""
            local holder = redis.call('HGET', KEYS[1], 'holder')
            if holder == 'first ' .. ARGV[1] or holder == 'one ' .. ARGV[1] then
              redis.call('HSET', KEYS[1], 'told', ARGV[2])
            end
            return 1
            """);

    private final RedisConnection redis;

    TellerKey(RedisConnection redis) {
        this.redis = redis;
    }

    @Override
    public @Nullable String take(String name, boolean first) {
        byte[] told = (byte[])
                redis.run(TAKE, KEY, List.of(bytes((first ? "first " : "one ") + name), bytes(first ? "1" : "0")));
        return told == null ? null : Fields.text(told);
    }

    @Override
    public void told(String name, String state) {
        redis.run(TOLD, KEY, List.of(bytes(name), bytes(state)));
    }
}
