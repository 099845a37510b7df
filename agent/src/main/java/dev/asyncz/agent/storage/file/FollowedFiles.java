package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.kept.ReadPlaces;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The files that other JVMs write, read while they do: those at the path, and those beside it that storages have taken
 * in its place. Opens them to read and does nothing else: it makes, locks, cuts and renames none. Any thread.
 */
final class FollowedFiles implements LogStorage {
    /** Files that are rotated while their names are read have the next number. */
    private static final int ROTATIONS = 2;

    private final Path wished;
    private final LineFormat format;
    private final Map<Path, Disorder> disorders = new ConcurrentHashMap<>();
    private final Map<Path, KeptFile> kept = new ConcurrentHashMap<>();
    private final LongAdder bytesRead = new LongAdder();

    /** @throws IOException when the path is no file, or cannot be read */
    FollowedFiles(Path wished, LineFormat format) throws IOException {
        this.wished = wished;
        this.format = format;
        LogPath names = LogPath.of(wished);
        if (Files.exists(names.path()) && !Files.isRegularFile(names.path())) {
            throw new IOException("it is no file");
        }
        isEmpty();
    }

    /** Whether there is no record yet. */
    boolean isEmpty() throws IOException {
        for (RotatedFiles each : files()) {
            if (each.hasContent()) {
                return false;
            }
        }
        return true;
    }

    /** @throws UnsupportedOperationException always */
    @Override
    public void append(LogEntry entry) {
        throw new UnsupportedOperationException("only the JVM that logs writes");
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        Map<UUID, LogEntry> found = new TreeMap<>((a, b) -> LogEntry.compareIds(b, a));
        SearchStopped stopped = null;
        UUID to = new UUID(0, 0);
        try {
            List<RotatedFiles> files = files();
            for (RotatedFiles each : files) {
                Disorder disorder = disorders.computeIfAbsent(each.path(), path -> new Disorder());
                Search search = new Search(query, format, disorder, bytesRead, Search.PATIENCE.dividedBy(files.size()));
                try {
                    each.read(search);
                } catch (SearchStopped late) {
                    if (late.searchedTo() == null) {
                        throw late;
                    }
                    stopped = late;
                    to = LogEntry.compareIds(late.searchedTo(), to) > 0 ? late.searchedTo() : to;
                }
                search.found().forEach(entry -> found.put(entry.id(), entry));
            }
        } catch (IOException e) {
            throw new StorageUnavailable(wished + " cannot be read: " + e.getMessage(), e);
        }
        List<LogEntry> newest = found.values().stream().limit(query.limit()).toList();
        if (stopped != null) {
            throw stopped.with(newest, to);
        }
        return newest;
    }

    /** The oldest of each JVM's: the least far counts. */
    @Override
    public @Nullable LogEntry oldest() {
        LogEntry oldest = null;
        try {
            for (RotatedFiles each : files()) {
                LogEntry first = each.oldest();
                if (first != null && (oldest == null || LogEntry.compareIds(first.id(), oldest.id()) > 0)) {
                    oldest = first;
                }
            }
        } catch (IOException e) {
            throw new StorageUnavailable(wished + " cannot be read: " + e.getMessage(), e);
        }
        return oldest;
    }

    /** Where those JVMs keep runs that matter. */
    KeptPlace kept() {
        return new ReadPlaces(this::keptFiles);
    }

    private List<KeptFile> keptFiles() {
        try {
            return LogPath.of(wished).written().keySet().stream()
                    .map(path -> kept.computeIfAbsent(path, log -> new KeptFile(() -> log)))
                    .toList();
        } catch (IOException e) {
            throw new StorageUnavailable(wished + KeptFile.SUFFIX + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<RotatedFiles> files() throws IOException {
        List<RotatedFiles> files = new ArrayList<>();
        LogPath.of(wished)
                .written()
                .forEach((path, most) -> files.add(new RotatedFiles(path, most + ROTATIONS, format)));
        return files;
    }
}
