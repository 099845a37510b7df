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
    /** Whoever has more makes classes, or the names of threads, up at run time: those are not told apart. */
    private static final int MAX_NAMES = 100;

    private static final int MAX_LINES = 50;

    private final Map<String, List<Integer>> lines = new HashMap<>();

    /** @param threads what the scheduler's threads are called; may be empty */
    synchronized String name(String type, String method, int line, String threads) {
        String name = ClassNames.qualified(type, method);
        String behind = threads.isEmpty() ? "" : " (" + threads + ")";
        if (!behind.isEmpty() && lines.size() >= MAX_NAMES && !lines.containsKey(name + behind)) {
            behind = "";
        }
        int order = order(name + behind, line);
        return name + (order > 0 ? "#" + (order + 1) : "") + behind;
    }

    private int order(String name, int line) {
        List<Integer> known = lines.get(name);
        if (known == null) {
            if (lines.size() >= 2 * MAX_NAMES) {
                return 0;
            }
            known = new ArrayList<>();
            lines.put(name, known);
        }
        int order = known.indexOf(line);
        if (order < 0 && known.size() < MAX_LINES) {
            known.add(line);
        }
        return order < 0 ? known.size() - 1 : order;
    }
}
