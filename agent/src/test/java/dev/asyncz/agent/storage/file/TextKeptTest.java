package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.keep.KeptContract;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.OpenedFiles;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.api.LogStorage;
import org.jspecify.annotations.Nullable;

class TextKeptTest extends KeptContract {
    @Override
    protected LogStorage open() throws Exception {
        return FileStorages.TEXT.open(OpenedFiles.inNewFolder(), EntryKind.LOGS, System.err::println);
    }

    @Override
    protected @Nullable KeptPlace keptBeside(LogStorage opened) {
        return FileStorages.TEXT.keptBeside(opened);
    }
}
