package dev.asyncz.agent.storage.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The records of a file from its end to its beginning, each with the lines that follow it up to the next. */
final class BackwardRecords {
    private final BackwardLines lines;
    private final LineFormat format;
    /** Lines that belong to a record whose beginning is further left. */
    private final Deque<String> held = new ArrayDeque<>();

    private int heldChars;
    private @Nullable String leftOver;

    BackwardRecords(BackwardLines lines, LineFormat format) {
        this.lines = lines;
        this.format = format;
    }

    /** The next record to the left, damaged ones too; null when there is none. */
    @Nullable
    String next() throws IOException {
        for (String line = line(); line != null; line = line()) {
            int start = format.start(line);
            if (start >= 0) {
                // Something before a beginning is a record whose line break is damaged.
                leftOver = start == 0 ? null : line.substring(0, start);
                return record(line.substring(start));
            }
            hold(line);
        }
        return null;
    }

    private @Nullable String line() throws IOException {
        String line = leftOver;
        leftOver = null;
        return line == null ? lines.next() : line;
    }

    private void hold(String line) {
        heldChars += line.length();
        if (heldChars > BackwardLines.MAX_LINE) {
            // No record of ours; a file of somebody else perhaps.
            held.clear();
            heldChars = 0;
        }
        held.addFirst(line);
    }

    private String record(String firstLine) {
        if (held.isEmpty()) {
            return firstLine;
        }
        StringBuilder record = new StringBuilder(firstLine.length() + heldChars + held.size()).append(firstLine);
        held.forEach(line -> record.append('\n').append(line));
        held.clear();
        heldChars = 0;
        return record.toString();
    }
}
