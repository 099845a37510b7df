package dev.asyncz.it.matrix;

import dev.asyncz.it.harness.Libs;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which rows of the matrix are asked: all, or those that {@code -Dasyncz.only} names by how they begin, in the words of
 * the README with hyphens for blanks. {@code *} stands for anything: {@code quartz-2.3}, {@code *-1.3,spring-*}.
 */
final class Rows {
    private static final String ONLY = System.getProperty("asyncz.only", "");

    private Rows() {}

    /**
     * Those of one test that are asked.
     *
     * @throws AssertionError where the matrix has none that is
     */
    static <R> List<R> wanted(List<R> rows, Function<R, String> name) {
        if (!ONLY.isEmpty() && all().noneMatch(Rows::isWanted)) {
            throw new AssertionError("-Dasyncz.only=" + ONLY + " names no row of the matrix; there are "
                    + all().map(Rows::key).distinct().sorted().toList());
        }
        return rows.stream().filter(row -> isWanted(name.apply(row))).toList();
    }

    /** What the README has as the version of a library, whose coordinates are empty where it is the JDK's own. */
    static String version(String library) {
        return library.isEmpty() ? "the JDK's" : Libs.version(library);
    }

    private static boolean isWanted(String row) {
        return ONLY.isEmpty()
                || Stream.of(ONLY.toLowerCase(Locale.ROOT).split(","))
                        .map(each -> "\\Q" + each.replace("*", "\\E.*\\Q") + "\\E")
                        .anyMatch(
                                each -> Pattern.compile(each).matcher(key(row)).lookingAt());
    }

    private static String key(String row) {
        return row.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    }

    private static Stream<String> all() {
        return Stream.of(
                        SchedulerRow.all().stream().map(SchedulerRow::toString),
                        LoggingMatrixIT.ALL.stream().map(LoggingMatrixIT::row),
                        Stream.of(LoggingSetup.values()).map(LoggingSetup::row),
                        SpringBootIT.ALL.stream().map(SpringBootIT::row),
                        Stream.of(QuarkusIT.ROW))
                .flatMap(rows -> rows);
    }
}
