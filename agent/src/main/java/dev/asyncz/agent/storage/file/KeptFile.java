package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.kept.KeptRun;
import dev.asyncz.agent.storage.kept.KeptText;
import dev.asyncz.api.LogEntry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs that matter in a file beside the log: for each a line that says what is known of it and how many bytes follow,
 * then its lines as JSON. A run is appended in one write; one that is replaced or has left is passed over, and the file
 * written anew without such when half of it is. Whoever writes has the log's own claim to the path. What a crash has torn
 * at the end is cut off by the next write.
 */
final class KeptFile implements KeptPlace {
    static final String SUFFIX = ".kept";

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final long LEAST_WASTE = 64 * 1024;

    private final Supplier<Path> log;

    // Guarded by this: what was found of the file so far.
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private @Nullable Path read;
    private @Nullable Object key;
    private long end;

    private record Part(KeptRun run, long from, int length) {}

    /** @param log the log's path; another one once somebody else has that */
    KeptFile(Supplier<Path> log) {
        this.log = log;
    }

    @Override
    public synchronized List<KeptRun> runs() {
        try {
            follow();
            return parts.values().stream().map(Part::run).toList();
        } catch (IOException e) {
            throw unavailable("read", e);
        }
    }

    @Override
    public synchronized List<LogEntry> lines(Collection<String> runs) {
        List<LogEntry> lines = new ArrayList<>();
        try {
            follow();
            if (!parts.keySet().stream().anyMatch(runs::contains)) {
                return lines;
            }
            try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "r")) {
                for (String run : runs) {
                    Part part = parts.get(run);
                    if (part != null) {
                        lines.addAll(KeptText.entries(text(file, part.from, part.length)));
                    }
                }
            }
        } catch (FileNotFoundException gone) {
            // Somebody has deleted it, and all that it had.
        } catch (IOException e) {
            throw unavailable("read", e);
        }
        return lines;
    }

    @Override
    public synchronized void put(KeptRun run, List<LogEntry> lines) {
        byte[] body = KeptText.lines(lines).getBytes(StandardCharsets.UTF_8);
        try {
            follow();
            append(run.withBytes(body.length), body);
            compact();
        } catch (IOException e) {
            throw unavailable("written", e);
        }
    }

    @Override
    public synchronized void remove(Collection<String> runs) {
        try {
            follow();
            if (parts.keySet().removeAll(runs)) {
                // Else they would be back at the next start.
                rewrite();
            }
        } catch (IOException e) {
            throw unavailable("written", e);
        }
    }

    private Path path() {
        Path path = log.get();
        return path.resolveSibling(path.getFileName() + SUFFIX);
    }

    /** Reads what has come since the file was last looked at; all of it when it is another file. */
    private void follow() throws IOException {
        Path path = path();
        Path before = read;
        if (before != null && !before.equals(path) && !Files.exists(path) && Files.exists(before)) {
            Files.copy(before, path);
        }
        Segment now = Segment.at(path);
        boolean another = now == null || !path.equals(before) || !now.key.equals(key) || now.length < end;
        if (another) {
            parts.clear();
            end = 0;
        }
        read = path;
        key = now == null ? null : now.key;
        if (now != null && now.length > end) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                scan(file);
            } catch (FileNotFoundException gone) {
                key = null;
            }
        }
    }

    private void scan(RandomAccessFile file) throws IOException {
        long length = file.length();
        while (end < length) {
            String head = text(file, end, (int) Math.min(LONGEST_HEAD, length - end));
            int line = head.indexOf('\n');
            KeptRun run = line < 0 ? null : KeptText.run(head.substring(0, line));
            if (run == null) {
                return; // Torn, or somebody else's: what follows has no beginning.
            }
            long from = end + head.substring(0, line + 1).getBytes(StandardCharsets.UTF_8).length;
            if (from + run.bytes() > length) {
                return;
            }
            parts.remove(run.run());
            parts.put(run.run(), new Part(run, from, (int) run.bytes()));
            end = from + run.bytes();
        }
    }

    private void append(KeptRun run, byte[] body) throws IOException {
        byte[] head = (KeptText.facts(run) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        Path path = path();
        if (Files.notExists(path)) {
            Files.createFile(path, PathClaim.ownerOnly(path));
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(end);
            file.seek(end);
            file.write(whole);
        }
        parts.remove(run.run());
        parts.put(run.run(), new Part(run, end + head.length, body.length));
        end += whole.length;
        Segment now = Segment.at(path);
        key = now == null ? null : now.key;
    }

    private void compact() throws IOException {
        long live = 0;
        for (Part part : parts.values()) {
            live += part.length;
        }
        if (end > 2 * live + LEAST_WASTE) {
            rewrite();
        }
    }

    /** Writes the runs that are left to another file, which then takes the place of this one. */
    private void rewrite() throws IOException {
        Path path = path();
        Path anew = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(anew);
        Files.createFile(anew, PathClaim.ownerOnly(anew));
        Map<String, Part> moved = new LinkedHashMap<>();
        long at = 0;
        try (RandomAccessFile from = new RandomAccessFile(path.toFile(), "r");
                RandomAccessFile to = new RandomAccessFile(anew.toFile(), "rw")) {
            for (Part part : parts.values()) {
                byte[] head = (KeptText.facts(part.run) + "\n").getBytes(StandardCharsets.UTF_8);
                to.write(head);
                to.write(bytes(from, part.from, part.length));
                moved.put(part.run.run(), new Part(part.run, at + head.length, part.length));
                at += head.length + part.length;
            }
        }
        Files.move(anew, path, StandardCopyOption.REPLACE_EXISTING);
        parts.clear();
        parts.putAll(moved);
        end = at;
        Segment now = Segment.at(path);
        key = now == null ? null : now.key;
    }

    private static String text(RandomAccessFile file, long from, int length) throws IOException {
        return new String(bytes(file, from, length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(RandomAccessFile file, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }

    private StorageUnavailable unavailable(String done, IOException cause) {
        return new StorageUnavailable(path() + " cannot be " + done + ": " + cause.getMessage(), cause);
    }
}
