package dev.asyncz.agent.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The right to write to a path and its rotated files: no other storage of this or another JVM has it meanwhile. */
final class PathClaim implements Closeable {
    /**
     * What this JVM has claimed. POSIX drops a process's lock when any channel on that file is closed, so that a second
     * storage must not even open the lock file.
     */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private static final int ATTEMPTS = 100;

    private final Path path;
    private final FileChannel lock;

    private PathClaim(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Tells what is the agent's, or nobody's, from what another program has. */
    @FunctionalInterface
    interface Free {
        boolean isFree(Path path) throws IOException;
    }

    /**
     * Claims {@code wished} or, when another program or another storage has it, a path beside it. Makes the folders.
     *
     * @param say told of a path that is not the wished one
     */
    static PathClaim claim(Path wished, Free free, Consumer<String> say) throws IOException {
        Path folder = LogPath.of(wished).folder();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        LogPath names = LogPath.of(wished);
        boolean foreign = !free.isFree(names.path());
        Path base = foreign ? names.besideOthers() : names.path();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = attempt == 0 ? base : names.ofThisProcess(base, attempt);
            PathClaim claim = free.isFree(path) ? claimOne(path, say) : null;
            if (claim != null) {
                if (foreign) {
                    say.accept(names.path() + " is written by another program too, or is not of this storage, and is"
                            + " left alone; lines go to " + path + " (set storage.path to a path of their own)");
                } else if (attempt > 0) {
                    say.accept(base + " is in use by another storage, probably of another JVM; lines go to " + path);
                }
                return claim;
            }
        }
        throw new IOException(base + " and all names beside it are in use");
    }

    Path path() {
        return path;
    }

    /** With what to create a file that only its owner reads, where the file system knows of owners. */
    static FileAttribute<?>[] ownerOnly(Path path) {
        FileSystem system = path.getFileSystem();
        return system.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Leaves the lock file: to delete it would let two others lock two files of that name. */
    @Override
    public void close() throws IOException {
        lock.close();
        CLAIMED.remove(path);
    }

    private static @Nullable PathClaim claimOne(Path path, Consumer<String> say) throws IOException {
        if (!CLAIMED.add(path)) {
            return null;
        }
        FileChannel lock = null;
        try {
            lock = lock(path.resolveSibling(path.getFileName() + ".lock"), say);
        } catch (OverlappingFileLockException e) {
            return null;
        } finally {
            if (lock == null) {
                CLAIMED.remove(path);
            }
        }
        return lock == null ? null : new PathClaim(path, lock);
    }

    private static @Nullable FileChannel lock(Path path, Consumer<String> say) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(path, options, ownerOnly(path));
        try {
            if (channel.tryLock() == null) {
                channel.close();
                return null;
            }
        } catch (IOException e) {
            say.accept(path + " cannot be locked (" + e.getMessage() + "); no other JVM may be given this path");
        }
        return channel;
    }
}
