package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.file.layout.JsonLines;
import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.agent.storage.file.layout.TextLayout;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.api.LogStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The storages that keep entries in rotating files. */
public final class FileStorages implements StorageOpener {
    /** A layout for people. */
    public static final StorageOpener TEXT = new FileStorages("asyncz.log", new TextLayout());

    /** One JSON object a line. */
    public static final StorageOpener JSON = new FileStorages("asyncz.json", new JsonLines());

    private final String defaultName;
    private final LineFormat format;

    private FileStorages(String defaultName, LineFormat format) {
        this.defaultName = defaultName;
        this.format = format;
    }

    @Override
    public Set<StorageTrait> traits() {
        return Set.of(StorageTrait.KEEPS_RUNS, StorageTrait.READ_BY_OTHERS);
    }

    @Override
    public LogStorage open(Config config, EntryKind kind, Consumer<String> say) throws IOException {
        Path path = path(config, kind);
        long maxSize = config.bytes("storage.maxsize");
        int backups = config.integer("storage.backups");
        try {
            return new FileStorage(path, format, maxSize, backups, OutputStream::write, say);
        } catch (IOException e) {
            throw refused(path, "written", Files.isWritable(path), e);
        }
    }

    @Override
    public LogStorage openToRead(Config config, EntryKind kind, Consumer<String> say) throws IOException {
        Path path = path(config, kind);
        try {
            FollowedFiles files = new FollowedFiles(path, format);
            if (kind == EntryKind.LOGS && files.isEmpty()) {
                say.accept("nothing that this storage has written is at " + path
                        + " yet; what a JVM writes there is shown as it comes");
            }
            return files;
        } catch (IOException e) {
            throw refused(path, "read", true, e);
        }
    }

    @Override
    public @Nullable KeptPlace keptBeside(LogStorage opened) {
        if (opened instanceof FileStorage written) {
            return written.kept();
        }
        return opened instanceof FollowedFiles followed ? followed.kept() : null;
    }

    @Override
    public long fullBytes(Config config) {
        return config.bytes("storage.maxsize") * (config.integer("storage.backups") + 1);
    }

    private Path path(Config config, EntryKind kind) {
        String set = config.text("storage.path");
        return Path.of((set.isEmpty() ? defaultName : set) + kind.suffix()).toAbsolutePath();
    }

    /** Tells what will not be otherwise the next time from what may. */
    private static IOException refused(Path path, String done, boolean writable, IOException e) {
        if (e instanceof AccessDeniedException
                || e instanceof FileAlreadyExistsException
                || Files.exists(path) && !(Files.isRegularFile(path) && Files.isReadable(path) && writable)) {
            return new IOException(
                    path + " cannot be " + done + " (" + e + "); set storage.path to a file that can", e);
        }
        throw new StorageUnavailable(path + " cannot be opened: " + e.getMessage(), e);
    }
}
