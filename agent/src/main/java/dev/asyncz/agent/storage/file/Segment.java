package dev.asyncz.agent.storage.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the files, as it was when it was looked at or written last. For one thread. */
final class Segment {
    private static final int EDGE = 64;

    Path path;
    /** Stays the same when the file gets another name. */
    final Object key;

    long length;
    FileTime modified;
    /** How many entries this process has put into it. */
    long taken;

    // How it begins and ends: what another writes over it shows there.
    private byte[] head = {};
    private byte[] tail = {};

    Segment(Path path, Object key, long length, FileTime modified, long taken) {
        this.path = path;
        this.key = key;
        this.length = length;
        this.modified = modified;
        this.taken = taken;
    }

    /** What lies at a path now; null when no file does. */
    static @Nullable Segment at(Path path) throws IOException {
        BasicFileAttributes file;
        try {
            file = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException gone) {
            return null;
        }
        if (!file.isRegularFile()) {
            return null;
        }
        Object key = file.fileKey() == null ? file.creationTime() : file.fileKey();
        return new Segment(path, key, file.size(), file.lastModifiedTime(), 0);
    }

    /** As {@link #at(Path)}, with what is known of it; takes that out of {@code known}. */
    static @Nullable Segment at(Path path, List<Segment> known) throws IOException {
        Segment file = at(path);
        for (Segment each : known) {
            if (file != null && file.is(each)) {
                file.taken = each.taken;
                known.remove(each);
                break;
            }
        }
        return file;
    }

    boolean is(Segment other) {
        return key.equals(other.key);
    }

    /** Whether it is the same file and somebody has written to it: one that is rotated nobody should. */
    boolean hasGrownSince(Segment known) {
        return is(known) && length > known.length;
    }

    /** Gives it another name; an empty file may have that. */
    void moveTo(Path target) throws IOException {
        if (!path.equals(target)) {
            if (Files.exists(target) && Files.size(target) == 0) {
                Files.delete(target);
            }
            Files.move(path, target);
            path = target;
        }
    }

    /** Records were appended. */
    void wrote(byte[] records, int entries) throws IOException {
        if (length == 0) {
            head = Arrays.copyOf(records, Math.min(EDGE, records.length));
        }
        tail = Arrays.copyOfRange(records, Math.max(0, records.length - EDGE), records.length);
        length += records.length;
        taken += entries;
        modified = Files.getLastModifiedTime(path);
    }

    /** Whether nobody has written over it, though it may have been touched. */
    boolean isUntouched(FileTime time) throws IOException {
        if (!time.equals(modified)) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                if (!Arrays.equals(head, bytes(file, 0, head.length))
                        || !Arrays.equals(tail, bytes(file, length - tail.length, tail.length))) {
                    return false;
                }
            }
            modified = time;
        }
        return true;
    }

    /** Those of the entries that are not there any more when somebody has cut the file, as far as its length tells. */
    Segment cutTo(long left) {
        long cut = taken - taken * left / length;
        taken -= cut;
        return new Segment(path, new Object(), 0, modified, cut);
    }

    /** Cuts off a record that a crash has torn. */
    void cutTorn() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long end = BackwardLines.endOfLastLine(file, length);
            if (end != length && file.length() == length) {
                file.setLength(end);
                modified = Files.getLastModifiedTime(path);
            }
            length = end;
            head = bytes(file, 0, (int) Math.min(EDGE, end));
            tail = bytes(file, end - head.length, head.length);
        }
    }

    /** Cuts off the beginning of some records that a failed write has left; false when something else is there. */
    boolean takeBack(byte[] records) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long more = file.length() - length;
            if (more > records.length
                    || more > 0
                            && !Arrays.equals(bytes(file, length, (int) more), Arrays.copyOf(records, (int) more))) {
                return false;
            }
            if (more > 0) {
                file.setLength(length);
            }
        }
        modified = Files.getLastModifiedTime(path);
        return true;
    }

    private static byte[] bytes(RandomAccessFile file, long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }
}
