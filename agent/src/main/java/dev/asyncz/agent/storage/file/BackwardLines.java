package dev.asyncz.agent.storage.file;

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

    private final RandomAccessFile file;
    private final LongAdder bytesRead;
    /** Where the buffer begins in the file. */
    private long position;

    private byte[] buffer = {};
    /** What of the buffer is not given out yet: whole lines, the first of which may begin further left. */
    private int end;
    /** Left of this the buffer has not been searched for a line break. */
    private int unsearched;

    /** @param end where to begin: behind a line break, or 0 */
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
        boolean tooLong = false;
        while (true) {
            int lineBreak = lastBreak(buffer, unsearched);
            if (lineBreak < 0 && position > 0) {
                if (end > MAX_LINE) {
                    tooLong = true;
                    end = 0;
                }
                fill();
            } else if (end == 0) {
                return null;
            } else {
                int from = lineBreak + 1;
                String line = tooLong ? null : new String(buffer, from, end - 1 - from, StandardCharsets.UTF_8);
                tooLong = false;
                end = from;
                unsearched = Math.max(0, end - 1);
                if (line != null) {
                    return line;
                }
            }
        }
    }

    /** Puts the block to the left before what is left over; as much again when that is a lot, for long lines' sake. */
    private void fill() throws IOException {
        int size = (int) Math.min(position, Math.max(BLOCK, end));
        byte[] larger = new byte[size + end];
        file.seek(position - size);
        file.readFully(larger, 0, size);
        bytesRead.add(size);
        System.arraycopy(buffer, 0, larger, size, end);
        // The very last byte is the break of the line that is looked for.
        unsearched = end == 0 ? size - 1 : size;
        position -= size;
        end += size;
        buffer = larger;
    }

    private static int lastBreak(byte[] bytes, int end) {
        int at = end - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }
}
