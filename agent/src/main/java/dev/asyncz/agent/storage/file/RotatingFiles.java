package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file that is written and those before it: path, path.1, path.2, …, newest first. For one thread; whoever reads,
 * reads what lies on the disk.
 *
 * <p>Others have hands too. Who takes the file away or cuts it, as logrotate does, gets a new one made, or the cut one
 * gone on with. Who writes to it is let have it: the agent goes on beside it, and takes its own records along.
 *
 * <p>Appended through a FileOutputStream, which overwrites nothing that another has appended, and which an interrupt does
 * not close for good as it would a FileChannel.
 */
final class RotatingFiles implements Closeable {
    private static final int MOST_CARRIED = 16 << 20;

    /** The application's own appender writes a line at about the moment when the agent has it. */
    private static final long FIRST_LINE_NANOS = 20_000_000;

    private final Path wished;
    private final LineFormat format;
    private final int backups;
    private final DiskWrite write;
    private final Consumer<String> say;
    /** What others write to. */
    private final Set<Path> left = new HashSet<>();

    private final LongAdder lost = new LongAdder();
    /** What the path was left as; null when there was nothing. */
    private @Nullable Segment current;
    /** Those before it, newest first. */
    private List<Segment> older = new ArrayList<>();

    private PathClaim claim;
    private @Nullable FileOutputStream out;
    /** What a failed write may have left behind the last record. */
    private byte @Nullable [] leftover;

    /** Whether nobody else has written to the file when the first lines came, since it was somebody else's to change. */
    private boolean settled;

    private volatile RotatedFiles onDisk;

    /** How bytes get to the disk; tests let it fail. */
    @FunctionalInterface
    interface DiskWrite {
        void write(OutputStream file, byte[] bytes) throws IOException;
    }

    /** @param say told when the lines go to another path than the wished one */
    RotatingFiles(Path wished, LineFormat format, int backups, DiskWrite write, Consumer<String> say)
            throws IOException {
        this.wished = wished;
        this.format = format;
        this.backups = backups;
        this.write = write;
        this.say = say;
        claim = PathClaim.claim(wished, this::isFree, say);
        onDisk = new RotatedFiles(claim.path(), backups, format);
        try {
            look(List.of(), null);
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    /** The path that is written. */
    Path path() {
        return onDisk.path();
    }

    /** For queries; any thread. */
    RotatedFiles onDisk() {
        return onDisk;
    }

    /** Sees to it that the file may be written: somebody may have deleted, moved or cut it, or written to it. */
    void follow() throws IOException {
        Segment was = current;
        Segment now = Segment.at(path());
        if (was == null || now == null || !now.is(was)) {
            if (was != null || now != null) {
                look(known(), null);
            }
        } else if (now.length < was.length) {
            look(known(), was.cutTo(now.length));
        } else if (now.length > was.length && !takesBack(was)
                || now.length == was.length && !was.isUntouched(now.modified)) {
            leave();
        }
    }

    /** How many bytes the file has. */
    long length() {
        return current == null ? 0 : current.length;
    }

    boolean isEmpty() {
        return length() == 0 && older.isEmpty();
    }

    /** Writes whole records behind the last one, all or, when this throws, none of them. */
    void write(byte[] records, int entries) throws IOException {
        settle();
        FileOutputStream file = out == null ? open() : out;
        Segment segment = Objects.requireNonNull(current);
        try {
            write.write(file, records);
        } catch (IOException e) {
            leftover = records;
            closeOut();
            try {
                takesBack(segment);
            } catch (IOException later) {
                e.addSuppressed(later);
            }
            throw e;
        }
        leftover = null;
        segment.wrote(records, entries);
    }

    /** Gives every file the next number, drops the last, and begins a new one. Goes on where a failed one stopped. */
    void rotate() throws IOException {
        follow();
        Path path = path();
        look(known(), null);
        settled = true;
        Segment full = current;
        if (full == null || !path.equals(path())) {
            return;
        }
        if (older.size() >= backups) {
            Segment oldest = backups == 0 ? full : older.remove(older.size() - 1);
            Files.deleteIfExists(oldest.path);
            lost.add(oldest.taken);
        }
        for (int number = older.size(); number > 0; number--) {
            older.get(number - 1).moveTo(RotatedFiles.numbered(path, number + 1));
        }
        current = null;
        if (backups > 0) {
            older.add(0, full);
            full.moveTo(RotatedFiles.numbered(path, 1));
        }
    }

    /** How many entries that this process has written are not there any more. */
    long lost() {
        return lost.sum();
    }

    @Override
    public void close() throws IOException {
        try (PathClaim given = claim) {
            closeOut();
        }
    }

    private boolean isFree(Path path) throws IOException {
        return !left.contains(path) && Ownership.isOwn(path, backups, format);
    }

    private List<Segment> known() {
        List<Segment> known = new ArrayList<>(older);
        if (current != null) {
            known.add(0, current);
        }
        return known;
    }

    private void settle() throws IOException {
        if (!settled) {
            settled = true;
            LockSupport.parkNanos(FIRST_LINE_NANOS);
            follow();
        }
    }

    private FileOutputStream open() throws IOException {
        while (current == null) {
            try {
                Files.createFile(path(), PathClaim.ownerOnly(path()));
                current = Segment.at(path());
            } catch (FileAlreadyExistsException another) {
                look(known(), null);
            }
        }
        FileOutputStream file = new FileOutputStream(path().toFile(), true);
        out = file;
        return file;
    }

    /**
     * Looks at the disk anew. Files that are known are found by their keys, whatever their names are by now.
     *
     * @param cut what somebody has cut off the file; he may have copied it before
     */
    private void look(List<Segment> known, @Nullable Segment cut) throws IOException {
        closeOut();
        List<Segment> gone = new ArrayList<>(known);
        List<Segment> found = new ArrayList<>();
        Segment first = Segment.at(path(), gone);
        boolean own = Ownership.isOwn(path(), format);
        for (int number = 1; own && number <= backups; number++) {
            Path rotated = RotatedFiles.numbered(path(), number);
            int unknown = gone.size();
            Segment next = Segment.at(rotated, gone);
            own = gone.size() < unknown || Ownership.isOwnRotated(rotated, format);
            if (next != null && next.length > 0) {
                found.add(next);
            }
        }
        own &= found.stream().noneMatch(file -> known.stream().anyMatch(file::hasGrownSince));
        if (!own) {
            lost.add(cut == null ? 0 : cut.taken);
            leave();
            return;
        }
        gone.forEach(each -> lost.add(each.taken));
        if (cut != null) {
            found.stream()
                    .filter(file -> known.stream().noneMatch(file::is))
                    .findFirst()
                    .ifPresentOrElse(copy -> copy.taken += cut.taken, () -> lost.add(cut.taken));
        }
        older = found;
        if (first != null) {
            first.cutTorn();
        }
        current = first;
        leftover = null;
        settled = false;
    }

    /** Cuts off what a failed write has left, so that it can come again; false when what is there is another's. */
    private boolean takesBack(Segment file) throws IOException {
        byte[] mine = leftover;
        if (mine == null || !file.takeBack(mine)) {
            return false;
        }
        leftover = null;
        return true;
    }

    /** Lets another have the files, and goes on beside them with the records that are the agent's. */
    private void leave() throws IOException {
        closeOut();
        Path from = path();
        left.add(from);
        PathClaim next = PathClaim.claim(wished, this::isFree, say);
        List<String> records = BackwardRecords.newest(from, format, MOST_CARRIED);
        long had = current == null ? 0 : current.taken;
        try (PathClaim before = claim) {
            claim = next;
            RotatedFiles there = new RotatedFiles(next.path(), backups, format);
            List<Segment> known = there.takeAlong(older, from);
            older.stream().filter(each -> !known.contains(each)).forEach(each -> lost.add(each.taken));
            older = known;
            onDisk = there;
            look(known(), null);
            if (!records.isEmpty()) {
                int carried = (int) Math.min(had, records.size());
                write(String.join("", records).getBytes(StandardCharsets.UTF_8), carried);
                lost.add(-carried);
            }
        }
    }

    private void closeOut() throws IOException {
        FileOutputStream file = out;
        out = null;
        if (file != null) {
            file.close();
        }
    }
}
