package dev.asyncz.bootstrap.naming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of one class that schedule work, by the order in which they do so first: where a method schedules several
 * things that is the order of its lines, and stays it when these move. Thread-safe.
 */
final class ClassPlaces {
    private static final int MAX_METHODS = 200;
    private static final int MAX_LINES = 50;

    private final Map<String, List<Integer>> lines = new HashMap<>();

    /** The name of a place: that of its method, and which of those there it is from the second on. */
    synchronized String name(String method, int line) {
        List<Integer> known = lines.get(method);
        if (known == null) {
            known = new ArrayList<>();
            if (lines.size() < MAX_METHODS) {
                lines.put(method, known);
            }
        }
        int order = known.indexOf(line);
        if (order < 0) {
            if (known.size() < MAX_LINES) {
                known.add(line);
            }
            order = known.size() - 1;
        }
        return order == 0 ? method : method + "#" + (order + 1);
    }
}
