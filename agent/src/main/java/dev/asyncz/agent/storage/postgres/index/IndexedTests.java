package dev.asyncz.agent.storage.postgres.index;

import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.postgres.partition.ClosedIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes without saying of the lines that a query looks for, in words that an index knows: asked where a partition has
 * that index, beside the query's own tests. For one thread.
 */
public final class IndexedTests {
    private static final int TRIGRAM = 3;

    private final Map<ClosedIndex, StringBuilder> tests = new EnumMap<>(ClosedIndex.class);
    private final Map<ClosedIndex, List<String>> parameters = new EnumMap<>(ClosedIndex.class);
    private boolean isWholeText;

    /** Of a text that a field contains. */
    public void text(String field, String text) {
        if (isMessage(field) && isAscii(text) && text.length() >= TRIGRAM) {
            isWholeText = true;
            add(ClosedIndex.TEXT, "true", "");
        } else {
            pieces(field, SurePieces.ofText(text));
        }
    }

    /** Of a regular expression that is found in a field. */
    public void regex(String field, String regex) {
        pieces(field, SurePieces.ofRegex(regex));
    }

    /** Of a value that stands at one of these paths. */
    public void value(List<List<String>> ways, String value) {
        add(ClosedIndex.FIELDS, "extra @@ ?::jsonpath", FieldPath.equal(ways, value));
    }

    /** Of a node by its name. */
    public void node() {
        add(ClosedIndex.NODE, "true", "");
    }

    /** Which indexes are of use. */
    public Set<ClosedIndex> useful() {
        return tests.keySet();
    }

    /** Whether a test of the query itself is one that an index of texts knows. */
    public boolean isWholeText() {
        return isWholeText;
    }

    /** What goes after {@code where true}. */
    public String condition(Collection<ClosedIndex> indexes) {
        StringBuilder all = new StringBuilder();
        indexes.forEach(index -> all.append(tests.getOrDefault(index, new StringBuilder())));
        return all.toString();
    }

    /** For the question marks in the condition. */
    public List<String> parameters(Collection<ClosedIndex> indexes) {
        return indexes.stream()
                .flatMap(index -> parameters.getOrDefault(index, List.of()).stream())
                .toList();
    }

    /** What looks for a pattern in what is shown of a line. */
    public static String anyText(String collation) {
        return "(message collate " + collation + " ilike ? or (extra ->> 'exception') collate " + collation
                + " ilike ?)";
    }

    /** A text anywhere within another. */
    public static String pattern(String text) {
        return "%" + StorableText.of(text).replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }

    public static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private void pieces(String field, List<String> pieces) {
        if (isMessage(field)) {
            pieces.forEach(piece -> add(ClosedIndex.TEXT, anyText("\"C\""), pattern(piece)));
        }
    }

    private static boolean isMessage(String field) {
        return field.isEmpty() || field.equals("message");
    }

    private void add(ClosedIndex index, String test, String value) {
        tests.computeIfAbsent(index, none -> new StringBuilder())
                .append(" and ")
                .append(test);
        List<String> values = parameters.computeIfAbsent(index, none -> new ArrayList<>());
        test.chars().filter(c -> c == '?').forEach(mark -> values.add(value));
    }
}
