package dev.asyncz.agent.storage.file;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file that is written and those before it: path, path.1, path.2, …, newest first.
 *
 * <p>One thread at a time writes; any may read. The monitor guards names alone and is held while files are renamed or
 * opened, never while they are written, so that readers and the writer do not wait for each other's disk.
 *
 * <p>Written through a RandomAccessFile: an interrupt would close a FileChannel for good.
 */
final class RotatingFiles implements Closeable {
    private final Path path;
    private final int backups;
    private final DiskWrite write;
    /** Newest first. */
    private final List<Segment> segments = new ArrayList<>();

    private @Nullable RandomAccessFile out;
    private @Nullable Object key;
    private long lost;

    /** How bytes get to the disk; tests let it fail. */
    @FunctionalInterface
    interface DiskWrite {
        void write(RandomAccessFile file, byte[] bytes) throws IOException;
    }

    RotatingFiles(Path path, int backups, DiskWrite write) throws IOException {
        this.path = path;
        this.backups = backups;
        this.write = write;
        for (int number = 1; number <= backups; number++) {
            Path rotated = numbered(number);
            if (Files.isRegularFile(rotated)) {
                segments.add(new Segment(rotated, Files.size(rotated)));
            }
        }
        open();
    }

    /** Sees to it that there is a file to write to: somebody may have deleted, moved or cut it. */
    void follow() throws IOException {
        RandomAccessFile file = out;
        if (file == null) {
            open();
            return;
        }
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            now = null;
        }
        if (now == null || !Objects.equals(now.fileKey(), key)) {
            close();
            forget(segments.get(0));
            open();
            return;
        }
        Segment current = segments.get(0);
        if (now.size() != current.length) {
            current.length = Math.min(current.length, BackwardLines.endOfLastLine(file, now.size()));
            file.setLength(current.length);
        }
    }

    /** How many bytes of records the file has. */
    long length() {
        return segments.get(0).length;
    }

    /** Writes whole records behind the last one, all or, when this throws, none of them. */
    void write(byte[] records, int entries) throws IOException {
        RandomAccessFile file = out == null ? open() : out;
        Segment current = segments.get(0);
        long end = current.length;
        try {
            file.seek(end);
            write.write(file, records);
        } catch (IOException e) {
            cut(file, end, e);
            out = null;
            throw e;
        }
        current.length = end + records.length;
        current.taken += entries;
    }

    /** Gives every file the next number, drops the last, and begins a new one. Goes on where a failed one stopped. */
    void rotate() throws IOException {
        close();
        rename();
        open();
    }

    /** All files, newest first. */
    synchronized List<Segment> newestFirst() {
        return List.copyOf(segments);
    }

    /** Opens a file for reading, whatever its name is by now; null when it is gone. */
    synchronized @Nullable RandomAccessFile open(Segment segment) throws IOException {
        try {
            return new RandomAccessFile(segment.path.toFile(), "r");
        } catch (FileNotFoundException e) {
            if (Files.exists(segment.path)) {
                throw e;
            }
            return null;
        }
    }

    /** How many entries that this process has written are not there any more. */
    synchronized long lost() {
        return lost;
    }

    @Override
    public void close() throws IOException {
        RandomAccessFile file = out;
        out = null;
        if (file != null) {
            file.close();
        }
    }

    private synchronized RandomAccessFile open() throws IOException {
        boolean made = create();
        if (made && !segments.isEmpty() && segments.get(0).path.equals(path)) {
            forget(segments.get(0));
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            boolean known = !segments.isEmpty() && segments.get(0).path.equals(path);
            // A crash may have torn the last record, and a failed write have left records that come again.
            long most = known ? segments.get(0).length : Long.MAX_VALUE;
            long length = BackwardLines.endOfLastLine(file, Math.min(most, file.length()));
            if (length != file.length()) {
                file.setLength(length);
            }
            key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            if (!known) {
                segments.add(0, new Segment(path, length));
            }
            segments.get(0).length = length;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        out = file;
        return file;
    }

    private boolean create() throws IOException {
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        try {
            Files.createFile(path, PathClaim.ownerOnly(path));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private synchronized void rename() throws IOException {
        if (segments.size() > backups) {
            Segment oldest = segments.get(segments.size() - 1);
            Files.deleteIfExists(oldest.path);
            forget(oldest);
        }
        for (int number = segments.size(); number >= 1; number--) {
            Segment segment = segments.get(number - 1);
            Path target = numbered(number);
            if (!segment.path.equals(target)) {
                try {
                    Files.move(segment.path, target, StandardCopyOption.REPLACE_EXISTING);
                    segment.path = target;
                } catch (NoSuchFileException e) {
                    forget(segment);
                }
            }
        }
    }

    private synchronized void forget(Segment segment) {
        segments.remove(segment);
        lost += segment.taken;
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    /** Takes back what a failed write has left. The next write opens the file again: the handle may be what fails. */
    private static void cut(RandomAccessFile file, long length, IOException failure) {
        try (file) {
            file.setLength(length);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
