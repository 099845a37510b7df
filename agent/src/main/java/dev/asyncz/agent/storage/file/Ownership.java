package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.LineFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells a storage's own file from another program's by the lines at its beginning and at its end: a bad disk may have
 * damaged one or two of them, and another program have appended to a file that was the agent's.
 */
final class Ownership {
    private static final int SAMPLE = 16 * 1024;
    private static final int LINES = 16;
    private static final int MOST_DAMAGED = 2;

    private Ownership() {}

    /** Whether a path and its rotated files are the agent's or nobody's: missing, or without any content. */
    static boolean isOwn(Path path, int backups, LineFormat format) throws IOException {
        if (!isOwn(path, format)) {
            return false;
        }
        for (int number = 1; number <= backups; number++) {
            if (!isOwnRotated(RotatedFiles.numbered(path, number), format)) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #isOwn}; a link, a folder or what cannot be read is not the agent's. */
    static boolean isOwnRotated(Path rotated, LineFormat format) throws IOException {
        return Files.notExists(rotated, LinkOption.NOFOLLOW_LINKS)
                || Files.isRegularFile(rotated, LinkOption.NOFOLLOW_LINKS)
                        && Files.isReadable(rotated)
                        && isOwn(rotated, format);
    }

    /** @throws IOException also when it is no file that can be read */
    static boolean isOwn(Path path, LineFormat format) throws IOException {
        if (Files.notExists(path)) {
            return true;
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException("it is no file");
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return isOwn(file, format);
        }
    }

    static boolean isOwn(RandomAccessFile file, LineFormat format) throws IOException {
        long length = file.length();
        if (length == 0) {
            return true;
        }
        String head = text(file, 0, Math.min(SAMPLE, length));
        long from = Math.max(0, length - SAMPLE);
        String tail = text(file, from, length);
        int firstLine = from == 0 ? 0 : tail.indexOf('\n') + 1;
        int torn = tail.lastIndexOf('\n') + 1;
        List<String> first = head.lines().limit(LINES).toList();
        if (torn == 0) {
            return isWritten(first.subList(0, 1), format);
        }
        List<String> all = tail.substring(firstLine, torn).lines().toList();
        List<String> last = all.subList(Math.max(0, all.size() - LINES), all.size());
        return isWritten(whole(first, head), format)
                && (last.isEmpty() || isWritten(last, format))
                && format.mayBeTorn(tail.substring(torn).replace("\0", ""));
    }

    /** Without the last line of a sample, which may lack its end, unless there is no other. */
    private static List<String> whole(List<String> lines, String sample) {
        boolean cut = lines.size() > 1 && lines.size() < LINES && !sample.endsWith("\n");
        return cut ? lines.subList(0, lines.size() - 1) : lines;
    }

    private static boolean isWritten(List<String> lines, LineFormat format) {
        int own = 0;
        int foreign = 0;
        int foreignAtEnd = 0;
        for (String each : lines) {
            String line = each.replace("\0", "");
            if (format.isOwn(line)) {
                own++;
                foreignAtEnd = 0;
            } else if (!line.isBlank()) {
                foreign++;
                foreignAtEnd++;
            }
        }
        return foreign <= Math.min(MOST_DAMAGED, own) && foreignAtEnd <= 1 && own > foreignAtEnd;
    }

    private static String text(RandomAccessFile file, long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        file.seek(from);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
