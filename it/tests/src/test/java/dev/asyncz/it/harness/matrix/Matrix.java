package dev.asyncz.it.harness.matrix;

import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which cells have passed, kept in a file beside the tests' other results; and how docs/limits.md shows them. */
public final class Matrix {
    /** The columns of the page. */
    private static final List<String> JDKS = List.of("JDK 17", "JDK 25");

    private static final Path PASSED = Libs.PROGRAMS.resolveSibling("matrix.txt");
    private static final String BEGIN = "<!-- matrix -->\n";
    private static final String END = "<!-- /matrix -->";
    private static final Pattern ROW = Pattern.compile("\\| (.+) \\| (.*) \\| (.*) \\|");
    private static final Comparator<String> BY_NUMBERS =
            (one, other) -> Arrays.compare(numbers(one), numbers(other)) != 0
                    ? Arrays.compare(numbers(one), numbers(other))
                    : one.compareTo(other);

    private Matrix() {}

    static synchronized void record(Cell cell) {
        try {
            Files.writeString(
                    PASSED,
                    String.join("|", cell.kind().name(), cell.name(), cell.version(), cell.jdk()) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cells that have passed, this time or earlier. */
    public static Set<Cell> passed() {
        try {
            return Files.exists(PASSED)
                    ? Files.readAllLines(PASSED).stream()
                            .map(line -> line.split("\\|"))
                            .map(part -> new Cell(Cell.Kind.valueOf(part[0]), part[1], part[2], part[3]))
                            .collect(Collectors.toSet())
                    : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page has between the markers. */
    public static String section(String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(begin, page.indexOf(END));
    }

    /** What it has to have there: what has passed on the JDKs that were there, and what it says already for others. */
    public static String rendered(Collection<Cell> passed, String section) {
        Set<String> ran = passed.stream().map(Cell::jdk).collect(Collectors.toSet());
        Set<Cell> cells = read(section);
        cells.removeIf(cell -> ran.contains(cell.jdk()));
        cells.addAll(passed);
        return Arrays.stream(Cell.Kind.values()).map(kind -> table(kind, cells)).collect(Collectors.joining("\n"));
    }

    private static String table(Cell.Kind kind, Set<Cell> cells) {
        StringBuilder text = new StringBuilder("| " + kind.title + " | " + String.join(" | ", JDKS) + " |\n");
        text.append("|---|---|---|\n");
        Map<String, List<Cell>> rows = cells.stream()
                .filter(cell -> cell.kind() == kind)
                .collect(Collectors.groupingBy(
                        Cell::name, () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER), Collectors.toList()));
        rows.forEach((name, row) -> text.append("| ")
                .append(name)
                .append(" | ")
                .append(JDKS.stream().map(jdk -> versions(row, jdk)).collect(Collectors.joining(" | ")))
                .append(" |\n"));
        return text.toString();
    }

    private static String versions(List<Cell> row, String jdk) {
        return row.stream()
                .filter(cell -> cell.jdk().equals(jdk))
                .map(Cell::version)
                .sorted(BY_NUMBERS)
                .collect(Collectors.joining(", "));
    }

    private static Set<Cell> read(String section) {
        Set<Cell> cells = new HashSet<>();
        for (Cell.Kind kind : Cell.Kind.values()) {
            String rows = section.replaceFirst("(?s).*\\| " + kind.title + " .*?\n", "")
                    .replaceFirst("(?s)\n\n.*", "");
            for (Matcher row = ROW.matcher(rows); row.find(); ) {
                for (int column = 0; column < JDKS.size(); column++) {
                    for (String version : row.group(2 + column).split(", ")) {
                        cells.add(new Cell(kind, row.group(1), version, JDKS.get(column)));
                    }
                }
            }
        }
        cells.removeIf(cell -> cell.version().isBlank());
        return cells;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
