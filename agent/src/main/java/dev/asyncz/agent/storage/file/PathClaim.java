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

    private final Path path;
    private final FileChannel lock;

    private PathClaim(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Claims {@code wished} or, when another has it, a path of this process beside it. Makes the folders. */
    static PathClaim claim(Path wished, Consumer<String> say) throws IOException {
        Path folder = wished.toAbsolutePath().getParent();
        Path name = wished.getFileName();
        if (folder == null || name == null) {
            throw new IOException(wished + " is no path of a file");
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path first = folder.toRealPath().resolve(name);
        Path path = first;
        PathClaim claim = claimOne(path, say);
        for (int attempt = 1; claim == null; attempt++) {
            path = first.resolveSibling(ownName(name.toString(), attempt));
            claim = claimOne(path, say);
        }
        if (!path.equals(first)) {
            say.accept(first + " is in use by another storage, probably of another JVM; lines go to " + path);
        }
        return claim;
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

    /** asyncz.log becomes asyncz-4711.log. In containers many processes have one number, hence the attempt. */
    private static String ownName(String name, int attempt) {
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        String own = "-" + ProcessHandle.current().pid() + (attempt == 1 ? "" : "-" + attempt);
        return name.substring(0, end) + own + name.substring(end);
    }
}
