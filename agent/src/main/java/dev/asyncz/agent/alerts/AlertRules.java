package dev.asyncz.agent.alerts;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.signs.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which signs are told.
 *
 * @param kinds the kinds of signs
 * @param tasks of which tasks; none stand for all
 * @param after from how many failed runs in a row on a task is told to fail; at least 1
 */
record AlertRules(Set<Kind> kinds, NamePatterns tasks, int after) {

    static AlertRules of(Config config) {
        NamePatterns names = new NamePatterns(config.text("alerts.signs"));
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            if (names.contains(kind.key())) {
                kinds.add(kind);
            }
        }
        return new AlertRules(kinds, new NamePatterns(config.text("alerts.tasks")), config.integer("alerts.after"));
    }

    boolean tellsOf(Kind kind) {
        return kinds.contains(kind);
    }

    boolean tellsOf(String task) {
        return tasks.isEmpty() || tasks.contains(task);
    }
}
