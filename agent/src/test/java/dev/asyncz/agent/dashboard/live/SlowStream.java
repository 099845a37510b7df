package dev.asyncz.agent.dashboard.live;

import dev.asyncz.agent.dashboard.http.ResponseStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Takes what is written when the test says so. */
final class SlowStream implements ResponseStream {
    private final StringBuilder text = new StringBuilder();
    private final Deque<WriteListener> open = new ArrayDeque<>();
    private int written;
    int most;
    volatile boolean aborted;

    @Override
    public synchronized void write(byte[] bytes, WriteListener listener) {
        written++;
        most = Math.max(most, bytes.length);
        text.append(new String(bytes, StandardCharsets.UTF_8));
        open.add(listener);
    }

    void take() {
        WriteListener next;
        synchronized (this) {
            next = open.poll();
        }
        if (next != null) {
            next.written(null);
        }
    }

    synchronized int written() {
        return written;
    }

    synchronized String text() {
        return text.toString().replace("&#61;", "=");
    }

    @Override
    public void end() {}

    @Override
    public void abort(Throwable why) {
        aborted = true;
    }

    @Override
    public void execute(Runnable work) {
        work.run();
    }
}
