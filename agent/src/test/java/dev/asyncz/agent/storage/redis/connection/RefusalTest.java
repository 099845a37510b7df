package dev.asyncz.agent.storage.redis.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

final class RefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "READONLY You can't write against a read only replica.|true",
                "ERR Error running script (call to f_1): @user_script:36: -READONLY You can't write against a read only replica.|true",
                "LOADING Redis is loading the dataset in memory|true",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.|true",
                "CLUSTERDOWN The cluster is down|true",
                "NOREPLICAS Not enough good replicas to write.|true",
                "NOAUTH Authentication required.|true",
                "WRONGPASS invalid username-password pair or user is disabled.|true",
                "ERR invalid password|true",
                "NOPERM this user has no permissions|false",
                "MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk.|false",
                "OOM command not allowed when used memory > 'maxmemory'.|false",
                "WRONGTYPE Operation against a key holding the wrong kind of value|false",
                "BUSY Redis is busy running a script.|false",
                "ERR unknown command|false",
            })
    void should_leave_a_server_that_is_not_the_one_and_wait_for_one_that_cannot_now(String error, boolean elsewhere) {
        assertEquals(elsewhere, Failure.elsewhere(new JedisDataException(error)));
        assertEquals(elsewhere, Failure.elsewhere(new JedisException("pool", new JedisClusterException(error))));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void should_leave_a_server_that_is_gone(boolean wrapped) {
        JedisConnectionException gone = new JedisConnectionException("Unexpected end of stream.");

        assertEquals(true, Failure.elsewhere(wrapped ? new JedisException("pool", gone) : gone));
        assertEquals(false, Failure.elsewhere(new JedisException("Could not get a resource: the pool is exhausted")));
    }
}
