package dev.asyncz.agent.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path that was set, its symbolic links followed, and the names beside it that a storage takes where that one is not
 * to be had: {@code asyncz-asyncz.log} beside another program's file, {@code asyncz-4711.log} beside another JVM's.
 */
record LogPath(Path folder, String stem, String extension) {
    private static final int MAX_LINKS = 40;

    /** Follows links, dangling ones too: the files rotate where a link points, and it stays a link. */
    static LogPath of(Path wished) throws IOException {
        Path path = wished.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(path); links++) {
            if (links == MAX_LINKS) {
                throw new IOException(wished + " is a symbolic link that leads nowhere");
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        Path folder = path.getParent();
        if (folder == null || path.getFileName() == null) {
            throw new IOException(wished + " is no path of a file");
        }
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return new LogPath(
                Files.isDirectory(folder) ? folder.toRealPath() : folder, name.substring(0, end), name.substring(end));
    }

    Path path() {
        return named("");
    }

    /** Where to write when the path is another program's. */
    Path besideOthers() {
        return named("-asyncz");
    }

    /** Where to write when another JVM has a path. In containers many processes have one number, hence the attempt. */
    Path ofThisProcess(Path base, int attempt) {
        return named((base.equals(path()) ? "" : "-asyncz") + "-"
                + ProcessHandle.current().pid() + (attempt == 1 ? "" : "-" + attempt));
    }

    /**
     * All paths here that storages have written to when they were given this one, each with the highest number of its
     * rotated files.
     */
    Map<Path, Integer> written() throws IOException {
        Pattern names = Pattern.compile("(" + Pattern.quote(stem) + "(?:-asyncz)?(?:-\\d+){0,2}"
                + Pattern.quote(extension) + ")(?:\\.(\\d{1,5}))?");
        Map<Path, Integer> written = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return written;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Matcher name = names.matcher(file.getFileName().toString());
                if (name.matches()) {
                    int number = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
                    written.merge(folder.resolve(name.group(1)), number, Math::max);
                }
            });
        }
        return written;
    }

    private Path named(String suffix) {
        return folder.resolve(stem + suffix + extension);
    }
}
