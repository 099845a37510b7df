package dev.asyncz.agent.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.OpenedFiles;
import dev.asyncz.agent.storage.Storages;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoragesTest {
    private final List<String> said = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void should_be_in_the_list() {
        assertSame(FileStorages.TEXT, Storages.opener("file"));
        assertSame(FileStorages.JSON, Storages.opener("json"));
    }

    @Test
    void should_keep_runs_in_a_file_beside_the_lines() throws Exception {
        LogStorage runs = FileStorages.TEXT.open(OpenedFiles.at(folder.resolve("a.log")), EntryKind.RUNS, said::add);
        runs.append(new LogEntry(
                new TimeOrderedIds().next(), Instant.now(), LogLevel.INFO, "a run", "", null, null, Map.of()));
        runs.close();

        assertTrue(Files.exists(folder.resolve("a.log.runs")));
        assertFalse(Files.exists(folder.resolve("a.log")));
    }

    @Test
    void should_say_what_to_change_when_the_path_is_no_file() throws Exception {
        IOException isFolder = assertThrows(
                IOException.class, () -> FileStorages.TEXT.open(OpenedFiles.at(folder), EntryKind.LOGS, said::add));
        assertTrue(String.valueOf(isFolder.getMessage()).contains("set storage.path"), isFolder.toString());

        Path file = Files.createFile(folder.resolve("file"));
        assertThrows(
                IOException.class,
                () -> FileStorages.JSON.open(OpenedFiles.at(file.resolve("below")), EntryKind.LOGS, said::add));
    }

    @Test
    void should_give_a_path_back_that_would_not_open() throws Exception {
        Path path = Files.createDirectory(folder.resolve("lines"));
        assertThrows(IOException.class, () -> FileStorages.TEXT.open(OpenedFiles.at(path), EntryKind.LOGS, said::add));
        Files.delete(path);

        FileStorages.TEXT.open(OpenedFiles.at(path), EntryKind.LOGS, said::add).close();
        assertEquals(List.of(), said);
    }
}
