package dev.asyncz.agent.keep;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all runs may hold on the heap together. Runs that have ended give way as soon as it is full, those under way may
 * go beyond it by a quarter: what they hold nobody can fetch again. Any thread.
 */
final class KeepBudget {
    private final AtomicLong taken = new AtomicLong();
    private final long bytes;

    /** @param most how many bytes there are, beyond which nothing goes */
    KeepBudget(long most) {
        bytes = most * 4 / 5;
    }

    /** How many bytes ended runs may take where those under way take none. */
    long bytes() {
        return bytes;
    }

    /** How many a single run may take. */
    long ofOne() {
        return Math.max(1 << 16, bytes / 2);
    }

    /** Takes bytes, or gives them back. */
    void take(long more) {
        taken.addAndGet(more);
    }

    long taken() {
        return taken.get();
    }

    /** Whether ended runs have to leave. */
    boolean isFull() {
        return taken.get() > bytes;
    }

    /** Whether runs under way may not take more. */
    boolean isExhausted() {
        return taken.get() > bytes + bytes / 4;
    }
}
