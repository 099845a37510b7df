package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.OpenedFiles;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.api.LogStorage;

class JsonStorageTest extends StorageContract {
    @Override
    protected LogStorage open() throws Exception {
        return FileStorages.JSON.open(OpenedFiles.inNewFolder(), EntryKind.LOGS, System.err::println);
    }

    @Override
    protected String kept(String text) {
        return EntryJson.wellFormed(text);
    }
}
