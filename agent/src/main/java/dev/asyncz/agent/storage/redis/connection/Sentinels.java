package dev.asyncz.agent.storage.redis.connection;

import dev.asyncz.agent.storage.redis.connection.RedisAddress.Sentinel;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Those who know which server is the primary now. Each time another one is asked first: one of them may be behind. */
final class Sentinels {
    private final List<HostAndPort> hosts;
    private final Sentinel asked;
    private final JedisClientConfig client;
    private int next;

    Sentinels(List<HostAndPort> hosts, Sentinel asked, JedisClientConfig client) {
        this.hosts = hosts;
        this.asked = asked;
        this.client = client;
    }

    /** @throws JedisException when none of them knows; it says what each answered */
    synchronized HostAndPort primary() {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            HostAndPort host = hosts.get(next++ % hosts.size());
            try {
                List<String> primary = ask(host);
                if (primary != null && primary.size() == 2) {
                    return new HostAndPort(primary.get(0), Integer.parseInt(primary.get(1)));
                }
                answers.add(host + " knows no master called " + asked.master());
            } catch (JedisException | NumberFormatException e) {
                answers.add(host + ": " + Failure.said(e, asked.password(), "set sentinelPassword in storage.url"));
            }
        }
        throw new JedisConnectionException("no sentinel knows the primary: " + String.join("; ", answers));
    }

    private List<String> ask(HostAndPort host) {
        try (Connection connection = new Connection(host, client)) {
            connection.sendCommand(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", asked.master());
            return connection.getMultiBulkReply();
        }
    }
}
