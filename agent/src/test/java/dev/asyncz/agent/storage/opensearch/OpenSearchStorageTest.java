package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.agent.storage.WithoutNode;
import dev.asyncz.api.LogStorage;

@NeedsServer
final class OpenSearchStorageTest extends StorageContract {
    private String url = "";

    @Override
    protected LogStorage open() {
        url = OpenSearchServer.url();
        return new WithoutNode(OpenSearchServer.open(url));
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
