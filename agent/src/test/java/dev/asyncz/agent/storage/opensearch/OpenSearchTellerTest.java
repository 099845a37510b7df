package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.TellerContract;
import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.ClusterAddress;
import dev.asyncz.agent.storage.opensearch.connection.Login;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsServer
class OpenSearchTellerTest implements TellerContract {
    private final AtomicLong nanos = new AtomicLong();
    private StateDocuments documents;
    private Cluster cluster;

    @BeforeEach
    void connect() {
        cluster = new Cluster(ClusterAddress.parse(OpenSearchServer.url()), Login.NONE, Duration.ofSeconds(60));
        documents = new StateDocuments(cluster, cluster.prefix() + "-state");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Override
    public TellerLease lease() {
        return new TellerDocument(documents, nanos::get);
    }

    @Test
    void should_take_over_from_one_that_has_not_asked_for_half_a_minute() {
        lease().take("shop-1", false);
        TellerLease other = lease();

        assertNull(other.take("shop-2", false));
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertNull(other.take("shop-2", false));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertEquals("", other.take("shop-2", false));
    }
}
