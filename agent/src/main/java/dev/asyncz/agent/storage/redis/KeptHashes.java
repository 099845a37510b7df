package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.connection.RedisConnection.bytes;

import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.kept.KeptRun;
import dev.asyncz.agent.storage.kept.KeptText;
import dev.asyncz.agent.storage.redis.connection.RedisConnection;
import dev.asyncz.agent.storage.redis.connection.Script;
import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/**
 * Runs that matter in two hashes by their run_id: {@code asyncz:kept} has what is known of each, {@code
 * asyncz:kept:lines} its lines, both as JSON. On a cluster {@code asyncz:kept:{0}}, so that both lie in one slot.
 */
final class KeptHashes implements KeptPlace {
    /** Puts a run: ARGV are its run_id, what is known of it, its lines. */
    private static final Script PUT = new Script("""
            redis.call('HSET', KEYS[1] .. ':lines', ARGV[1], ARGV[3])
            return redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            """);

    /** Removes the runs of the run_ids ARGV. */
    private static final Script REMOVE = new Script("""
            for _, run in ipairs(ARGV) do
              redis.call('HDEL', KEYS[1], run)
              redis.call('HDEL', KEYS[1] .. ':lines', run)
            end
            return #ARGV
            """);

    private final RedisConnection redis;
    private final byte[] known;
    private final byte[] lines;

    KeptHashes(RedisConnection redis, boolean cluster) {
        String name = cluster ? "asyncz:kept:{0}" : "asyncz:kept";
        this.redis = redis;
        this.known = bytes(name);
        this.lines = bytes(name + ":lines");
    }

    @Override
    public List<KeptRun> runs() {
        List<KeptRun> runs = new ArrayList<>();
        for (Object each : (List<?>) redis.send(known, Command.HVALS, List.of(known))) {
            KeptRun run = KeptText.run(Fields.text((byte[]) each));
            if (run != null) {
                runs.add(run);
            }
        }
        return runs;
    }

    @Override
    public List<LogEntry> lines(Collection<String> runs) {
        List<LogEntry> found = new ArrayList<>();
        if (!runs.isEmpty()) {
            List<byte[]> arguments = new ArrayList<>(List.of(lines));
            runs.forEach(run -> arguments.add(bytes(run)));
            for (Object each : (List<?>) redis.send(lines, Command.HMGET, arguments)) {
                if (each instanceof byte[] text) {
                    found.addAll(KeptText.entries(Fields.text(text)));
                }
            }
        }
        return found;
    }

    @Override
    public void put(KeptRun run, List<LogEntry> entries) {
        byte[] text = bytes(KeptText.lines(entries));
        String facts = KeptText.facts(run.withBytes(text.length));
        redis.run(PUT, known, List.of(bytes(run.run()), bytes(facts), text));
    }

    @Override
    public void remove(Collection<String> runs) {
        if (runs.isEmpty()) {
            return;
        }
        redis.run(REMOVE, known, runs.stream().map(RedisConnection::bytes).toList());
    }
}
