package dev.asyncz.agent.storage.file;

import java.nio.file.Path;

/** One of the files. Changed by the thread that writes alone; its name only under the monitor of RotatingFiles. */
final class Segment {
    Path path;
    /** How much of the file holds whole records; what follows is nobody's. */
    volatile long length;
    /** How many entries this process has put into it. */
    long taken;

    Segment(Path path, long length) {
        this.path = path;
        this.length = length;
    }
}
