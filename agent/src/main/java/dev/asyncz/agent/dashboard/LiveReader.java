package dev.asyncz.agent.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.Sink.Taken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One open stream, with what it has not taken yet: bounded, and one that does not keep up is cut. Any thread. */
final class LiveReader implements Taken {
    private static final int MAX_WAITING_BYTES = 2 << 20;

    private final Sink sink;
    private final LiveTail.Key key;
    private final UUID from;
    private final @Nullable String tab;

    // Guarded by this.
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writing;
    private boolean ending;
    private boolean gone;

    /** Whether it has been given what came before it; for the thread of {@link LiveLines} alone. */
    private boolean joined;

    /**
     * @param from the line that it has seen last
     * @param tab the browser's tab, which reads one stream at a time; null for a reader that has none
     */
    LiveReader(Sink sink, Filters filters, Here here, UUID from, @Nullable String tab) {
        this.sink = sink;
        this.key = new LiveTail.Key(filters, here);
        this.from = from;
        this.tab = tab;
    }

    LiveTail.Key key() {
        return key;
    }

    UUID from() {
        return from;
    }

    boolean joined() {
        return joined;
    }

    void join() {
        joined = true;
    }

    boolean replaces(LiveReader other) {
        return tab != null && tab.equals(other.tab);
    }

    synchronized boolean gone() {
        return gone || ending;
    }

    /** @param data one line */
    void send(String event, String data) {
        send(("event: " + event + "\ndata: " + data.replace('\n', ' ') + "\n\n").getBytes(UTF_8));
    }

    /** @param bytes whole events, never changed afterwards */
    void send(byte[] bytes) {
        boolean tooSlow;
        synchronized (this) {
            if (gone || ending) {
                return;
            }
            tooSlow = !waiting.isEmpty() && waitingBytes + bytes.length > MAX_WAITING_BYTES;
            gone = tooSlow;
            waiting.add(bytes);
            waitingBytes += bytes.length;
        }
        if (tooSlow) {
            sink.cut(new IllegalStateException("a reader of live lines does not keep up"));
        } else {
            writeNext();
        }
    }

    /** Ends after what waits has been taken. */
    void end() {
        synchronized (this) {
            ending = true;
        }
        writeNext();
    }

    @Override
    public void told(@Nullable Throwable failure) {
        synchronized (this) {
            writing = false;
            gone |= failure != null;
        }
        if (failure != null) {
            sink.cut(failure);
        } else {
            writeNext();
        }
    }

    private void writeNext() {
        byte[] next;
        synchronized (this) {
            if (gone || writing) {
                return;
            }
            next = waiting.poll();
            writing = next != null;
            if (next != null) {
                waitingBytes -= next.length;
            } else if (!ending) {
                return;
            } else {
                gone = true;
            }
        }
        if (next == null) {
            sink.end();
        } else {
            sink.write(next, this);
        }
    }
}
