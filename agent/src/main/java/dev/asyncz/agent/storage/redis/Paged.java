package dev.asyncz.agent.storage.redis;

import dev.asyncz.api.LogEntry;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Entries, newest first, read page by page as they are asked for. */
final class Paged implements Iterator<LogEntry> {
    private static final int FIRST_PAGE = 64;
    /** What takes the server less than a millisecond, in which it does nothing else for anybody; a larger one is no faster. */
    static final int LARGEST_PAGE = 500;
    /** What a page may take, as far as the one before it tells: entries of 1 MB come one by one. */
    private static final long PAGE_BYTES = 4 << 20;

    private final Source source;
    private Page page;
    private int count = FIRST_PAGE;
    private int at;

    /** @param start where the first page begins */
    Paged(String start, Source source) {
        this.source = source;
        this.page = new Page(List.of(), start, 0, Long.MAX_VALUE);
    }

    @Override
    public boolean hasNext() {
        while (at == page.entries.size() && page.next != null) {
            page = source.read(page.next, count);
            at = 0;
            count = (int) Math.max(
                    1, Math.min(LARGEST_PAGE, count * Math.min(4, PAGE_BYTES / Math.max(1.0, page.bytes))));
        }
        return at < page.entries.size();
    }

    @Override
    public LogEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.entries.get(at++);
    }

    /** The time of ids, in milliseconds, after which all were read; as late as can be before the first page. */
    long readTo() {
        if (page.next == null) {
            return Long.MIN_VALUE;
        }
        return page.to;
    }

    /** What was read and not given yet. */
    List<LogEntry> waiting() {
        return page.entries.subList(at, page.entries.size());
    }

    @FunctionalInterface
    interface Source {
        /** Reads up to {@code count} entries from {@code start} downwards. */
        Page read(String start, int count);
    }

    /**
     * Some entries, newest first.
     *
     * @param next where the next page begins; null after the last one
     * @param bytes what they took
     * @param to the time of the last id that was looked at, in milliseconds
     */
    record Page(List<LogEntry> entries, @Nullable String next, long bytes, long to) {}
}
