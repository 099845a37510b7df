package dev.asyncz.agent.storage.postgres.index;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an index of fields can tell of a value: the rows where it stands at one of some paths, as a text, a number or a
 * truth, or within lists there. A little more than is looked for, never less.
 */
public final class FieldPath {
    /** Lists within lists that are looked into; what is deeper is found only where a line is read. */
    private static final List<String> WITHIN = List.of("", "[*]", "[*][*]", "[*][*][*]");

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?([eE][+-]?\\d{1,2})?");

    private FieldPath() {}

    /** The ways to read a name: as it is, and with some of its dots leading into maps; in each map that has fields. */
    public static List<List<String>> ways(String name) {
        List<List<String>> ways = new ArrayList<>();
        for (List<String> map : List.of(List.<String>of(), List.of("fields"), List.of("mdc"))) {
            addWays(ways, map, name);
        }
        return ways;
    }

    private static void addWays(List<List<String>> ways, List<String> before, String name) {
        ways.add(with(before, name));
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            addWays(ways, with(before, name.substring(0, dot)), name.substring(dot + 1));
        }
    }

    private static List<String> with(List<String> before, String name) {
        List<String> path = new ArrayList<>(before);
        path.add(name);
        return path;
    }

    /** As the server writes an array of texts. */
    public static String asArray(List<String> path) {
        return path.stream()
                .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * In the language of JSON paths.
     *
     * @param paths of names, one within the other
     */
    public static String equal(List<List<String>> paths, String value) {
        List<String> values = new ArrayList<>(List.of(quoted(value)));
        if (NUMBER.matcher(value).matches() || value.equals("true") || value.equals("false")) {
            values.add(value);
        }
        List<String> tests = new ArrayList<>();
        for (List<String> path : paths) {
            StringBuilder place = new StringBuilder("$");
            path.forEach(name -> place.append('.').append(quoted(name)));
            for (String within : WITHIN) {
                values.forEach(each -> tests.add(place + within + " == " + each));
            }
        }
        return String.join(" || ", tests);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
