package dev.asyncz.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.diagnostics.Diagnostics;
import dev.asyncz.agent.diagnostics.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address that no server can have is a mistake, said once, and no outage. */
final class StorageMistakeTest {

    @ParameterizedTest
    @CsvSource({
        "redis, http://u:s3cret@cache:6379",
        "redis, redsi://u:s3cret@cache",
        "redis, u:s3cret@cache:6379",
        "redis, postgres://u:s3cret@db/logs",
        "redis, redis-sentinel://u:s3cret@s1;s2",
        "redis, redis://u:s3cret@cache:port",
        "postgres, mysql://u:s3cret@db/logs",
        "postgres, jdbc:mysql://u:s3cret@db/logs",
        "postgres, redis://u:s3cret@db",
        "postgres, db:5432/s3cret",
        "postgres, ''",
        "opensearch, ''",
        "opensearch, ftp://u:s3cret@es",
        "elasticsearch, https://u:s3cret@es:port",
    })
    void should_say_at_once_what_is_expected_and_keep_lines_on_the_heap(String storage, String url) {
        String said = said(storage, url, true);

        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("storage.url ") && said.contains(": expected "), said);
        assertTrue(said.contains("storage=memory is used instead of " + storage), said);
        assertTrue(said.contains("all lines are gone when this JVM ends"), said);
        assertFalse(said.contains("s3cret"), said);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, ''",
        "redis, valkeys://u:p@cache/3",
        "redis, redis-sentinel://s1;s2:26380/mymaster?db=1",
        "postgres, jdbc:postgresql://db:5432/logs",
        "postgres, postgres://u:p@db/logs",
        "postgres, ' postgresql://db/logs'",
        "opensearch, https://u:p@es1:9200;es2/shop",
        "elasticsearch, http://es",
    })
    void should_say_nothing_of_an_address_that_a_server_may_have(String storage, String url) {
        assertEquals("", said(storage, url, false));
    }

    private static String said(String storage, String url, boolean mistaken) {
        Properties properties = new Properties();
        properties.setProperty("asyncz.storage", storage);
        // A comma would end the row.
        properties.setProperty("asyncz.storage.url", url.replace(';', ','));
        Config config = Config.read(null, properties, Map.of());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Diagnostics diagnostics = new Diagnostics(Secrets.NONE);
            Store store = Store.of(config, diagnostics);
            RunStore runs = RunStore.of(config, store.keeper(), diagnostics);
            if (mistaken) {
                assertNull(store.written());
                assertNull(runs.keeping());
            } else {
                assertNotNull(store.written());
                assertNotNull(runs.keeping());
            }
            return said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setErr(before);
        }
    }
}
