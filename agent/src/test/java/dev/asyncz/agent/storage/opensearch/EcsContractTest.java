package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.agent.storage.WithoutNode;
import dev.asyncz.api.LogStorage;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The whole contract once more, by the names of the Elastic Common Schema: they differ in each query. */
@NeedsServer
@EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
final class EcsContractTest extends StorageContract {
    private String url = "";

    @Override
    protected LogStorage open() {
        url = OpenSearchServer.url();
        return new WithoutNode(OpenSearchServer.open(url, "storage.opensearch.schema=ecs"));
    }

    @Override
    protected String kept(String text) {
        return StorableText.of(text);
    }

    @Override
    protected void settle(LogStorage storage) {
        OpenSearchServer.refresh(url);
    }
}
