package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.file.layout.LineFormat;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries in rotating files, in the order in which they came. Appends take turns; queries read the files by themselves,
 * from the newest record backwards, and make no append wait.
 *
 * <p>A batch is one write, and nothing of it stays in memory: what {@link #appendAll} has taken survives the process. It
 * is not forced to the disk, so that a failure of the machine may take the last seconds.
 */
final class FileStorage implements LogStorage {
    /** Of how many entries, at least, another with the same id is noticed. Batches that are tried again are smaller. */
    private static final int REMEMBERED = 8_192;

    private static final int LARGEST_WRITE = 1024 * 1024;
    private static final int USUAL_RECORD = 512;

    private final LineFormat format;
    private final long maxSize;
    private final RetentionPolicy retention;
    private final RotatingFiles files;
    private final boolean begunEmpty;
    private final Disorder disorder = new Disorder();
    private final LongAdder appended = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();

    private final ReentrantLock appending = new ReentrantLock();
    private final Set<UUID> remembered = new LinkedHashSet<>();
    private long newest;
    private boolean closed;

    /** @param say told when the lines go to another path than {@code wished} */
    FileStorage(
            Path wished,
            LineFormat format,
            long maxSize,
            int backups,
            RotatingFiles.DiskWrite write,
            Consumer<String> say)
            throws IOException {
        this.format = format;
        this.maxSize = maxSize;
        retention = new RetentionPolicy(0, maxSize * (backups + 1), 0);
        files = new RotatingFiles(wished, format, backups, write, say);
        begunEmpty = files.isEmpty();
        List<LogEntry> last = query(LogQuery.ALL.withLimit(LogQuery.DEFAULT_LIMIT));
        for (int i = last.size() - 1; i >= 0; i--) {
            remember(last.get(i));
        }
    }

    @Override
    public void append(LogEntry entry) {
        appendAll(List.of(entry));
    }

    @Override
    public void appendAll(List<LogEntry> batch) {
        appending.lock();
        try {
            if (closed) {
                throw new IllegalStateException(files.path() + " is closed");
            }
            files.follow();
            new Batch(batch.size()).write(batch);
        } catch (IOException e) {
            throw unavailable("written", e);
        } finally {
            appending.unlock();
        }
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        Search search = new Search(query, format, disorder, bytesRead, Search.PATIENCE);
        try {
            files.onDisk().read(search);
        } catch (IOException e) {
            throw unavailable("read", e);
        }
        return search.found();
    }

    @Override
    public @Nullable LogEntry oldest() {
        try {
            return files.onDisk().oldest();
        } catch (IOException e) {
            throw unavailable("read", e);
        }
    }

    /** Where runs that matter are kept, beside these files. */
    KeptPlace kept() {
        return new KeptFile(files::path);
    }

    @Override
    public String retention() {
        return retention.words();
    }

    /** The size is known only when this process has written all there is. */
    @Override
    public StorageStats stats() {
        long dropped = files.lost();
        long taken = appended.sum();
        return new StorageStats(begunEmpty ? Math.max(0, taken - dropped) : -1, taken, dropped);
    }

    @Override
    public void close() {
        appending.lock();
        try {
            closed = true;
            files.close();
        } catch (IOException e) {
            throw unavailable("closed", e);
        } finally {
            appending.unlock();
        }
    }

    /** How many bytes queries have read so far. */
    long bytesRead() {
        return bytesRead.sum();
    }

    private StorageUnavailable unavailable(String done, IOException cause) {
        return new StorageUnavailable(files.path() + " cannot be " + done + ": " + cause.getMessage(), cause);
    }

    private void remember(LogEntry entry) {
        long time = TimeOrderedIds.millis(entry.id());
        disorder.inOrder(newest, time);
        disorder.saw(entry);
        newest = Math.max(newest, time);
        remembered.add(entry.id());
    }

    private void forgetOldest() {
        Iterator<UUID> oldest = remembered.iterator();
        for (int excess = remembered.size() - REMEMBERED; excess > 0; excess--) {
            oldest.next();
            oldest.remove();
        }
    }

    /** What is on its way into the files; of the appending thread. */
    private final class Batch {
        private final ByteArrayOutputStream bytes;
        private final Map<UUID, LogEntry> entries = new LinkedHashMap<>();

        Batch(int size) {
            bytes = new ByteArrayOutputStream(Math.min(size * USUAL_RECORD, LARGEST_WRITE));
        }

        void write(List<LogEntry> batch) throws IOException {
            for (LogEntry entry : batch) {
                if (!remembered.contains(entry.id()) && !entries.containsKey(entry.id())) {
                    add(entry, format.write(entry).getBytes(StandardCharsets.UTF_8));
                }
            }
            flush();
            // Not earlier: a batch that fails may have been written in part, and comes again as a whole.
            forgetOldest();
        }

        private void add(LogEntry entry, byte[] record) throws IOException {
            if (files.length() + bytes.size() + record.length > maxSize) {
                flush();
                if (files.length() > 0) {
                    files.rotate();
                }
            }
            bytes.writeBytes(record);
            entries.put(entry.id(), entry);
            if (bytes.size() >= LARGEST_WRITE) {
                flush();
            }
        }

        private void flush() throws IOException {
            if (entries.isEmpty()) {
                return;
            }
            files.write(bytes.toByteArray(), entries.size());
            appended.add(entries.size());
            entries.values().forEach(FileStorage.this::remember);
            entries.clear();
            bytes.reset();
        }
    }
}
