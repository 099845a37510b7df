package dev.asyncz.agent.dashboard.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.PageContext;
import dev.asyncz.agent.dashboard.http.ResponseStream;
import dev.asyncz.agent.dashboard.http.ResponseStream.WriteListener;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.api.LogEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One open stream, with what it has not taken yet. It gets nothing more as long as there is any, so that is bounded;
 * one that takes nothing for long is cut. Any thread, but for where it is in the lines.
 */
final class LiveReader implements WriteListener {
    private final ResponseStream stream;
    private final LiveTail.Audience audience;
    private final @Nullable String tab;

    // Guarded by this.
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean ending;
    private boolean gone;
    private long busySince;

    // For the thread of LiveLines alone.
    private UUID from;
    private Set<UUID> has = new HashSet<>();
    private boolean joined;

    /**
     * @param from the line that it has seen last
     * @param tab the browser's tab, which reads one stream at a time; null for a reader that has none
     */
    LiveReader(ResponseStream stream, LogFilters filters, PageContext context, UUID from, @Nullable String tab) {
        this.stream = stream;
        this.audience = new LiveTail.Audience(filters, context);
        this.from = from;
        this.tab = tab;
    }

    LiveTail.Audience audience() {
        return audience;
    }

    UUID from() {
        return from;
    }

    /** Whether it has been given all that the tail has. */
    boolean joined() {
        return joined;
    }

    void join() {
        joined = true;
        has = Set.of();
    }

    /** It does not keep up: it will have to be given what comes after {@code last}, but for what it has. */
    void leave(UUID last, Set<UUID> given) {
        joined = false;
        from = last;
        has = new HashSet<>(given);
    }

    /** A part of what it missed. */
    void got(UUID last, Set<UUID> given) {
        from = last;
        has.addAll(given);
        UUID forgotten = LogReader.lookingBack(last);
        has.removeIf(id -> LogEntry.compareIds(id, forgotten) < 0);
    }

    /** What it has of the lines about {@link #from}. */
    Set<UUID> has() {
        return has;
    }

    boolean has(UUID id) {
        return has.contains(id);
    }

    boolean replaces(LiveReader other) {
        return tab != null && tab.equals(other.tab);
    }

    synchronized boolean gone() {
        return gone || ending;
    }

    /** Whether it still has to take what it was given. */
    synchronized boolean busy() {
        return writing || !waiting.isEmpty();
    }

    /** Cuts it if it has taken nothing for so long. */
    void cutIfStuck(long nanos) {
        boolean stuck;
        synchronized (this) {
            stuck = busy() && System.nanoTime() - busySince > nanos;
        }
        if (stuck) {
            abort(new IllegalStateException("a reader of live lines takes nothing"));
        }
    }

    private void abort(Throwable why) {
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
        }
        stream.abort(why);
    }

    /** @param data one line */
    void send(String event, String data) {
        send(("event: " + event + "\ndata: " + data.replace('\n', ' ') + "\n\n").getBytes(UTF_8));
    }

    /** @param bytes whole events, never changed afterwards */
    void send(byte[] bytes) {
        synchronized (this) {
            if (gone || ending) {
                return;
            }
            if (!busy()) {
                busySince = System.nanoTime();
            }
            waiting.add(bytes);
        }
        writeNext();
    }

    /** Ends after what waits has been taken. */
    void end() {
        synchronized (this) {
            ending = true;
        }
        writeNext();
    }

    @Override
    public void written(@Nullable Throwable failure) {
        if (failure != null) {
            abort(failure);
            return;
        }
        synchronized (this) {
            writing = false;
            busySince = System.nanoTime();
        }
        writeNext();
    }

    private void writeNext() {
        byte[] next;
        synchronized (this) {
            if (gone || writing) {
                return;
            }
            next = waiting.poll();
            writing = next != null;
            if (next == null && !ending) {
                return;
            }
            gone = next == null;
        }
        if (next == null) {
            stream.end();
        } else {
            stream.write(next, this);
        }
    }
}
