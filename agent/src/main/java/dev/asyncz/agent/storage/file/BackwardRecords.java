package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
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

    /** The newest records of a file that another may write to as well, oldest first, of so many characters at most. */
    static List<String> newest(Path path, LineFormat format, int most) throws IOException {
        ArrayDeque<String> newest = new ArrayDeque<>();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            BackwardRecords records =
                    new BackwardRecords(new BackwardLines(file, file.length(), new LongAdder()), format);
            int chars = 0;
            for (String record = records.next(); record != null && chars < most; record = records.next()) {
                try {
                    String whole = format.write(format.read(record));
                    newest.addFirst(whole);
                    chars += whole.length();
                } catch (IOException another) {
                    chars += record.length();
                }
            }
        } catch (FileNotFoundException gone) {
            return List.of();
        }
        return List.copyOf(newest);
    }

    /**
     * Passes over records without a text, in whole blocks.
     *
     * @param mayPass told the first line of the oldest of a block
     * @return false once {@code mayPass} has said no: all from there on are to be read
     */
    boolean passOver(WantedText text, Predicate<String> mayPass) throws IOException {
        if (leftOver != null || !held.isEmpty()) {
            return true;
        }
        for (String oldest = lines.lacking(text, format); oldest != null; oldest = lines.lacking(text, format)) {
            if (!mayPass.test(oldest)) {
                return false;
            }
            lines.passOver(format);
        }
        return true;
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
