package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The lines of a file from its end to its beginning, read in blocks. */
final class BackwardLines {
    static final int BLOCK = 64 * 1024;

    /** What is longer than any record; such a line, most likely a hole that a crash left, is passed over. */
    static final int MAX_LINE = 64 * 1024 * 1024;

    /** So that what is left over of one block seldom asks for a larger buffer at the next. */
    private static final int SLACK = 4 * 1024;

    private final RandomAccessFile file;
    private final LongAdder bytesRead;
    /** Where the buffer begins in the file. */
    private long position;

    private byte[] buffer = {};
    /** What of the buffer is not given out yet: whole lines, the first of which may begin further left. */
    private int end;
    /** Left of this the buffer has not been searched for a line break. */
    private int unsearched;
    /** Whether what is right of the next line break is no whole line: at first a torn one, later one that is too long. */
    private boolean skipping = true;
    /** Where the wanted text begins in what is not given out yet, as far as it is known: those of the buffer. */
    private int @Nullable [] hits;

    /** @param end where to begin */
    BackwardLines(RandomAccessFile file, long end, LongAdder bytesRead) {
        this.file = file;
        this.position = end;
        this.bytesRead = bytesRead;
    }

    /** Where the last whole line ends in the first {@code length} bytes of a file. */
    static long endOfLastLine(RandomAccessFile file, long length) throws IOException {
        byte[] block = new byte[(int) Math.min(BLOCK, length)];
        for (long end = length; end > 0; end -= Math.min(BLOCK, end)) {
            int size = (int) Math.min(BLOCK, end);
            file.seek(end - size);
            file.readFully(block, 0, size);
            int at = lastBreak(block, size);
            if (at >= 0) {
                return end - size + at + 1;
            }
        }
        return 0;
    }

    /** The next line to the left, without its line break; null when there is none. */
    @Nullable
    String next() throws IOException {
        while (true) {
            skip();
            int lineBreak = lastBreak(buffer, unsearched);
            if (lineBreak < 0 && position > 0) {
                unsearched = 0;
                fill();
            } else if (end == 0) {
                return null;
            } else {
                int right = end - 1;
                endAt(lineBreak + 1);
                return new String(buffer, end, right - end, StandardCharsets.UTF_8);
            }
        }
    }

    /** Drops what is right of the next line break, where that is no whole line. */
    private void skip() throws IOException {
        while (skipping) {
            int lineBreak = lastBreak(buffer, unsearched);
            if (lineBreak < 0 && position > 0) {
                fill();
            } else {
                endAt(lineBreak + 1);
                skipping = false;
            }
        }
    }

    private void endAt(int line) {
        end = line;
        unsearched = Math.max(0, end - 1);
    }

    /**
     * Passes over what lacks a text, between two records.
     *
     * @return what begins with the oldest record that is to be passed over; null when the next line belongs to a record
     *     that may have the text
     */
    @Nullable
    String lacking(WantedText text, LineFormat format) throws IOException {
        while (true) {
            skip();
            if (hits == null) {
                hits = text.hits(buffer, end);
            }
            int hit = lastHit(hits);
            if (hit >= 0) {
                cut(startAfter(hit, format));
                return null;
            }
            int first = startAfter(0, format);
            if (first < end) {
                return new String(buffer, first, endOfLine(first) - first, StandardCharsets.UTF_8);
            }
            if (position == 0) {
                return null;
            }
            fill();
        }
    }

    /** Passes over the records that {@link #lacking} has found. */
    void passOver(LineFormat format) {
        cut(startAfter(0, format));
    }

    private int lastHit(int[] known) {
        int at = known.length - 1;
        while (at >= 0 && known[at] >= end) {
            at--;
        }
        return at < 0 ? -1 : known[at];
    }

    /** Where the first line that is known to begin a record begins to the right of a place; the end where none does. */
    private int startAfter(int place, LineFormat format) {
        for (int line = endOfLine(place) + 1; line < end; line = endOfLine(line) + 1) {
            if (format.start(new String(buffer, line, endOfLine(line) - line, StandardCharsets.UTF_8)) == 0) {
                return line;
            }
        }
        return end;
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private void cut(int line) {
        if (line < end) {
            endAt(line);
        }
    }

    /** Puts the block to the left before what is left over; as much again when that is a lot, for long lines' sake. */
    private void fill() throws IOException {
        if (end > MAX_LINE) {
            skipping = true;
        }
        if (skipping) {
            endAt(0);
        }
        int size = (int) Math.min(position, Math.max(BLOCK, end));
        byte[] larger = size + end <= buffer.length ? buffer : new byte[size + end + SLACK];
        System.arraycopy(buffer, 0, larger, size, end);
        file.seek(position - size);
        file.readFully(larger, 0, size);
        bytesRead.add(size);
        unsearched += size;
        position -= size;
        end += size;
        buffer = larger;
        hits = null;
    }

    private static int lastBreak(byte[] bytes, int end) {
        int at = end - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }
}
