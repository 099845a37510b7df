package dev.asyncz.agent.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with what the user said: one line each, bounded however much is wrong. */
final class Warnings {
    private static final int MAX_LINES = 20;

    private final List<String> lines = new ArrayList<>();
    private int unsaid;

    void add(String line) {
        if (full()) {
            unsaid++;
        } else {
            lines.add(line);
        }
    }

    /** Whether what is added from now on is only counted, and need not be spelled out. */
    boolean full() {
        return lines.size() >= MAX_LINES;
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (unsaid > 0) {
            all.add("and " + unsaid + " more problems with the configuration like these");
        }
        return List.copyOf(all);
    }
}
