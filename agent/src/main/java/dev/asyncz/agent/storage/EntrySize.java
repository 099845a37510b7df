package dev.asyncz.agent.storage;

import dev.asyncz.api.LogEntry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** How much heap an entry takes, on the high side: bounds that count bytes go by it. */
public final class EntrySize {
    /** An entry without long texts: objects, references, ids. */
    public static final int PLAIN_BYTES = 512;

    /** Characters of logger, thread, task and run that a plain entry has; most entries share them with others. */
    private static final int PLAIN_NAMES = 160;

    private static final String THREAD = "thread";

    /** Lines of one run share what is beside them, which need not be walked for each; by the run. */
    private static final AtomicReferenceArray<Sized> SHARED = new AtomicReferenceArray<>(64);

    /** More is not kept here: an exception is no line's but one. */
    private static final long MAX_SHARED = 2_000;

    private record Sized(Map<String, Object> extra, long chars) {}

    private EntrySize() {}

    /** Bytes that an entry takes. */
    public static long of(LogEntry entry) {
        return PLAIN_BYTES + beyondPlain(entry);
    }

    /** Bytes beyond {@link #PLAIN_BYTES}; two for a character, as any character may need them. */
    public static long beyondPlain(LogEntry entry) {
        Map<String, Object> extra = entry.extra();
        Object thread = extra.get(THREAD);
        long names = entry.logger().length() + length(entry.taskId()) + length(entry.runId()) + length(thread);
        long chars = entry.message().length() + Math.max(0, names - PLAIN_NAMES);
        if (extra.size() > (thread == null ? 0 : 1)) {
            chars += shared(extra, entry.runId()) - length(thread);
        }
        return Math.max(0, 2 * chars - PLAIN_BYTES / 2);
    }

    private static int length(@Nullable Object text) {
        return text instanceof CharSequence chars ? chars.length() : 0;
    }

    /** A bound in bytes; the application has the heap for itself: of a small one, a quarter at most. */
    public static long withinHeap(long bytes) {
        return Math.min(bytes, Runtime.getRuntime().maxMemory() / 4);
    }

    @SuppressWarnings("ReferenceEquality") // What lines share.
    private static long shared(Map<String, Object> extra, @Nullable String run) {
        int place = run == null ? 0 : run.hashCode() & SHARED.length() - 1;
        Sized known = SHARED.get(place);
        if (known != null && known.extra == extra) {
            return known.chars;
        }
        long chars = chars(extra);
        if (chars < MAX_SHARED) {
            SHARED.set(place, new Sized(extra, chars));
        }
        return chars;
    }

    private static long chars(Object value) {
        long chars = 8;
        if (value instanceof CharSequence text) {
            // An object and an array are 20 characters' worth.
            chars = 20 + text.length();
        } else if (value instanceof Map<?, ?> map) {
            chars = 64;
            for (Map.Entry<?, ?> each : map.entrySet()) {
                chars += 16 + chars(each.getKey()) + chars(each.getValue());
            }
        } else if (value instanceof Collection<?> list) {
            for (Object each : list) {
                chars += 8 + chars(each);
            }
        }
        return chars;
    }
}
