package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.api.LogEntry;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file and those before it as they lie on the disk: path, path.1, path.2, …, newest first. Read without a lock, while
 * they are written and rotated by whomever: a file only ever moves to a higher number, so that who reads by rising
 * numbers meets each, if need be twice.
 *
 * @param most the highest number
 */
record RotatedFiles(Path path, int most, LineFormat format) {
    private static final int ATTEMPTS = 10;

    static Path numbered(Path path, int number) {
        return number == 0 ? path : path.resolveSibling(path.getFileName() + "." + number);
    }

    /** Lets a query read file by file, until it has enough. */
    void read(Search search) throws IOException {
        Set<Object> seen = new HashSet<>();
        for (int number = 0; number <= most; number++) {
            if (!read(numbered(path, number), search, seen)) {
                return;
            }
        }
    }

    /** Whether there is a record to read. */
    boolean hasContent() throws IOException {
        for (int number = 0; number <= most; number++) {
            Path file = numbered(path, number);
            if (Files.isRegularFile(file) && Files.size(file) > 0 && Ownership.isOwn(file, format)) {
                return true;
            }
        }
        return false;
    }

    /** The first record of the oldest file that has one; null where none has, or it is damaged. */
    @Nullable
    LogEntry oldest() throws IOException {
        for (int number = most; number >= 0; number--) {
            Path file = numbered(path, number);
            if (Files.isRegularFile(file) && Files.size(file) > 0 && Ownership.isOwn(file, format)) {
                try (BufferedReader reader = Files.newBufferedReader(file)) {
                    return first(reader);
                } catch (NoSuchFileException | MalformedInputException movedOrDamaged) {
                    return null;
                }
            }
        }
        return null;
    }

    private @Nullable LogEntry first(BufferedReader reader) throws IOException {
        StringBuilder record = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!record.isEmpty() && format.start(line) >= 0) {
                break;
            }
            record.append(record.isEmpty() ? "" : "\n").append(line);
        }
        try {
            return format.read(record.toString());
        } catch (IOException | RuntimeException damaged) {
            return null;
        }
    }

    /**
     * Gives rotated files of another path names of this one, where none of these is taken: those that are the agent's
     * alone.
     *
     * @return those that have such names now
     */
    List<Segment> takeAlong(List<Segment> older, Path from) throws IOException {
        List<Segment> taken = new ArrayList<>();
        for (int number = 1; number <= most; number++) {
            if (Files.exists(numbered(path, number))) {
                return taken;
            }
        }
        for (Segment each : older) {
            Segment now = Segment.at(each.path);
            if (now != null && now.is(each) && now.length == each.length && Ownership.isOwn(each.path, format)) {
                String number = each.path.toString().substring(from.toString().length());
                each.moveTo(Path.of(path + number));
                taken.add(each);
            }
        }
        return taken;
    }

    private boolean read(Path path, Search search, Set<Object> seen) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Segment before = Segment.at(path);
            if (before == null || seen.contains(before.key)) {
                return true;
            }
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                Segment after = Segment.at(path);
                if (attempt == ATTEMPTS || after != null && after.key.equals(before.key)) {
                    seen.add(before.key);
                    return !Ownership.isOwn(file, format) || search.read(file, file.length());
                }
            } catch (EOFException cut) {
                return true; // By somebody else, who has perhaps copied it to the next number.
            } catch (FileNotFoundException moved) {
                if (attempt == ATTEMPTS || !Files.isReadable(path) && Files.exists(path)) {
                    throw moved;
                }
            }
        }
    }
}
