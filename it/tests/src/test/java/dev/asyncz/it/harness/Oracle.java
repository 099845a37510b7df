package dev.asyncz.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the application logged, from a file of its own: the programs' pattern is level|logger|task|run|message. */
public final class Oracle {
    private static final Pattern RECORDS = Pattern.compile("\\n(?=[A-Z]+\\|[^|\\n]*\\|[^|\\n]*\\|[^|\\n]*\\|)");

    private Oracle() {}

    public static List<Line> lines(Path file) {
        try {
            // A line without the pattern's head belongs to the message before it.
            String text = Files.readString(file).stripTrailing();
            return text.isEmpty()
                    ? List.of()
                    : RECORDS.splitAsStream(text).map(Line::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of the file; what {@code %X} does not know is empty. */
    public record Line(String level, String logger, String task, String run, String message) {
        static Line of(String line) {
            String[] parts = line.split("\\|", 5);
            return new Line(parts[0], parts[1], parts[2], parts[3], parts[4]);
        }
    }
}
