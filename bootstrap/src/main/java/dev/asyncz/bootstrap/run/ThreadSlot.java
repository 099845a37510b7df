package dev.asyncz.bootstrap.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one thread; one look-up finds it all. Confined to that thread. */
public final class ThreadSlot {
    private @Nullable RunBinding binding;
    private @Nullable RunBinding offering;
    private @Nullable RunBinding taken;
    private @Nullable Runnable unfinished;
    private @Nullable Object line;
    private @Nullable Map<String, Object> extra;

    ThreadSlot(@Nullable RunBinding binding) {
        this.binding = binding;
    }

    /** Whom the thread works for; null for nobody. */
    public @Nullable RunBinding binding() {
        return binding;
    }

    /** The run that the thread works for; null outside any. */
    public @Nullable Run run() {
        RunBinding current = binding;
        return current == null ? null : current.run();
    }

    void bind(@Nullable RunBinding other) {
        binding = other;
    }

    /** From now on the thread works for nobody. */
    public void unbind() {
        binding = null;
    }

    /** Set while the thread puts work of a run into the queue of an executor. */
    public @Nullable RunBinding offering() {
        return offering;
    }

    /** See {@link #offering}. */
    public void offer(@Nullable RunBinding work) {
        offering = work;
    }

    /** Notes what the thread has taken from a queue; null for what is nobody's. */
    public void take(@Nullable RunBinding work) {
        taken = work;
    }

    /** What the thread has taken from a queue last, once; null if that was not work of a run. */
    public @Nullable RunBinding taken() {
        RunBinding last = taken;
        taken = null;
        return last;
    }

    /** What the thread has begun to print; null for one that has not printed. */
    public @Nullable Runnable unfinished() {
        return unfinished;
    }

    /** What has to be called before the thread leaves a run, so that what it has begun to print is of that run. */
    public void finishFirst(Runnable printing) {
        unfinished = printing;
    }

    /** The line that the thread's logging is busy with; null for none. */
    public @Nullable Object line() {
        return line;
    }

    public void log(@Nullable Object current) {
        line = current;
    }

    /** What its last line had that had nothing but its thread: the next one shares it. Immutable; null before. */
    public @Nullable Map<String, Object> extra() {
        return extra;
    }

    /** See {@link #extra}. */
    public void share(Map<String, Object> plain) {
        extra = plain;
    }

    /** The binding of work that this thread hands over now; null outside any run. */
    public @Nullable RunBinding heir() {
        RunBinding current = binding;
        return current == null ? null : current.heir();
    }
}
