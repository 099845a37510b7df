package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.Kept;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.api.LogStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The storages that keep entries in rotating files. */
public final class FileStorages {
    /** A layout for people. */
    public static final StorageOpener TEXT =
            (config, kept, say) -> open(config, kept, say, "asyncz.log", new TextLayout());

    /** One JSON object a line. */
    public static final StorageOpener JSON =
            (config, kept, say) -> open(config, kept, say, "asyncz.json", new JsonLines());

    private FileStorages() {}

    private static LogStorage open(
            Config config, Kept kept, Consumer<String> say, String defaultName, LineFormat format) throws IOException {
        String set = config.text("storage.path");
        Path path = Path.of((set.isEmpty() ? defaultName : set) + kept.suffix()).toAbsolutePath();
        long maxSize = config.bytes("storage.maxsize");
        int backups = config.integer("storage.backups");
        try {
            return open(PathClaim.claim(path, say), format, maxSize, backups);
        } catch (IOException e) {
            if (isRefused(path, e)) {
                throw new IOException(path + " cannot be written (" + e + "); set storage.path to a file that can", e);
            }
            throw new StorageUnavailable(path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static LogStorage open(PathClaim claim, LineFormat format, long maxSize, int backups) throws IOException {
        try {
            return new FileStorage(claim, format, maxSize, backups, RandomAccessFile::write);
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    /** Whether it will not be otherwise the next time. */
    private static boolean isRefused(Path path, IOException e) {
        return e instanceof AccessDeniedException
                || e instanceof FileAlreadyExistsException
                || Files.isDirectory(path)
                || Files.exists(path) && !Files.isWritable(path);
    }
}
