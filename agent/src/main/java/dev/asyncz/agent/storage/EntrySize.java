package dev.asyncz.agent.storage;

import dev.asyncz.api.LogEntry;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much heap an entry takes, on the high side: bounds that count bytes go by it. */
public final class EntrySize {
    /** An entry without long texts: objects, references, ids. */
    public static final int PLAIN_BYTES = 512;

    /** Characters of logger, thread, task and run that a plain entry has; most entries share them with others. */
    private static final int PLAIN_NAMES = 160;

    private static final String THREAD = "thread";

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
            chars += chars(extra) - length(thread);
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
