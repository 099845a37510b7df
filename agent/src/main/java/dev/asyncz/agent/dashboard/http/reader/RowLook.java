package dev.asyncz.agent.dashboard.http.reader;

import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How rows look.
 *
 * @param words what is not as usual: {@code wrap}, {@code roomy}, and columns that are left out, {@code no-task}
 * @param fields of lines that have a column of their own
 */
public record RowLook(Set<String> words, List<String> fields) {
    static final RowLook USUAL = new RowLook(Set.of(), List.of());

    /** The parameter that says that a look was chosen, by those below. */
    static final String CHOICE = "look";

    private static final String FIELDS = "column";
    private static final int MANY = 3;
    private static final Pattern NAME = Pattern.compile("[\\w.@-]{1,60}");
    private static final List<String> COLUMNS = List.of("task", "run", "logger");

    /** The same with one more field, ahead of the others. */
    public RowLook withFirst(String field) {
        List<String> all = new ArrayList<>(List.of(field));
        fields.stream().filter(each -> !each.equals(field)).limit(MANY - 1L).forEach(all::add);
        return new RowLook(words, all);
    }

    /** @param kept as {@link #text} has made it; null for the usual look */
    static RowLook of(@Nullable String kept) {
        if (kept == null) {
            return USUAL;
        }
        Set<String> words = new LinkedHashSet<>();
        List<String> fields = new ArrayList<>();
        for (String each : kept.split(",")) {
            boolean known = each.equals("wrap")
                    || each.equals("roomy")
                    || each.startsWith("no-") && COLUMNS.contains(each.substring(3));
            if (known) {
                words.add(each);
            } else if (each.startsWith("+") && NAME.matcher(each.substring(1)).matches() && fields.size() < MANY) {
                fields.add(each.substring(1));
            }
        }
        return new RowLook(words, fields);
    }

    /** As a form has it: what is ticked, and names of fields. */
    static RowLook chosen(QueryParameters form) {
        List<String> words = new ArrayList<>();
        for (String each : List.of("wrap", "roomy")) {
            if (form.get(each) != null) {
                words.add(each);
            }
        }
        for (String each : COLUMNS) {
            if (form.get("show-" + each) == null) {
                words.add("no-" + each);
            }
        }
        String fields = form.get(FIELDS);
        for (String each : fields == null ? new String[0] : fields.strip().split("[,\\s]+")) {
            words.add("+" + each);
        }
        return of(String.join(",", words));
    }

    static QueryParameters without(QueryParameters given) {
        return given.without(CHOICE, "wrap", "roomy", FIELDS, "show-task", "show-run", "show-logger");
    }

    /** To be kept. */
    String text() {
        List<String> all = new ArrayList<>(words);
        fields.forEach(each -> all.add("+" + each));
        return String.join(",", all);
    }

    // For the templates.

    /** Class names of the list. */
    String classes() {
        return String.join(" ", words) + (fields.isEmpty() ? "" : " x" + fields.size());
    }

    boolean wrap() {
        return words.contains("wrap");
    }

    boolean roomy() {
        return words.contains("roomy");
    }

    boolean task() {
        return !words.contains("no-task");
    }

    boolean run() {
        return !words.contains("no-run");
    }

    boolean logger() {
        return !words.contains("no-logger");
    }

    String names() {
        return ShownText.safe(String.join(" ", fields));
    }

    List<ColumnHead> heads() {
        List<ColumnHead> heads = new ArrayList<>();
        for (String each : fields) {
            heads.add(new ColumnHead(heads.size() + 1, ShownText.safe(each)));
        }
        return heads;
    }

    /** @param number which of the chosen ones it is, from 1 */
    record ColumnHead(int number, String name) {}
}
