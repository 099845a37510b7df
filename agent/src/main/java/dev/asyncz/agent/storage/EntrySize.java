package dev.asyncz.agent.storage;

import dev.asyncz.api.LogEntry;
import java.util.Collection;
import java.util.Map;

/** How much heap an entry takes, on the high side: bounds that count bytes go by it. */
public final class EntrySize {
    /** An entry without long texts: objects, references, ids. */
    public static final int PLAIN_BYTES = 512;

    private EntrySize() {}

    /** Bytes that an entry takes. */
    public static long of(LogEntry entry) {
        return PLAIN_BYTES + beyondPlain(entry);
    }

    /** Bytes beyond {@link #PLAIN_BYTES}; two for a character, as any character may need them. */
    public static long beyondPlain(LogEntry entry) {
        long chars = entry.message().length();
        if (entry.extra().size() > 1) {
            chars += chars(entry.extra());
        }
        return Math.max(0, 2 * chars - PLAIN_BYTES / 2);
    }

    private static long chars(Object value) {
        long chars = 8;
        if (value instanceof CharSequence text) {
            chars = text.length();
        } else if (value instanceof Map<?, ?> map) {
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
