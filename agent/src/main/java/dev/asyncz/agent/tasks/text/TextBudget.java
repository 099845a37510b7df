package dev.asyncz.agent.tasks.text;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what the texts of all runs take together: the oldest leave. Any thread. */
public final class TextBudget {
    /** What a text takes beside its characters: itself, its place here, and the array of its characters. */
    static final int OBJECTS = 128;

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Queue<Text> kept = new ConcurrentLinkedQueue<>();

    /** @param maxBytes what they take, roughly */
    public TextBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes one more text, which leaves in its turn. */
    public void keep(Text text) {
        bytes.addAndGet(text.bytes());
        kept.add(text);
        while (bytes.get() > maxBytes) {
            Text oldest = kept.poll();
            if (oldest == null) {
                return;
            }
            bytes.addAndGet(-oldest.bytes());
            oldest.shorten();
        }
    }

    /** What is kept in full while there is room. */
    public interface Text {
        /** What it takes in full, objects included; the same however often it is asked. */
        long bytes();

        /** Keeps no more than is always kept. */
        void shorten();
    }
}
