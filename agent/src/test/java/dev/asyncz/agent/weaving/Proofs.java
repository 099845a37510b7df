package dev.asyncz.agent.weaving;

import dev.asyncz.agent.weaving.loading.LinkedCopy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Proofs added up, so that nothing is left out in silence. */
final class Proofs {
    private final Set<String> proven = new TreeSet<>();
    private final Map<String, String> unverified = new TreeMap<>();
    private int classes;
    private int methods;
    private int runs;

    /** Proves the hooks whose classes the loader has. */
    void of(List<Hook> hooks, ClassLoader loader) {
        for (Hook hook : hooks) {
            byte[] bytes = LinkedCopy.file(hook.type(), loader);
            if (bytes != null) {
                add(hook.type(), Proof.of(hook, bytes, loader));
            }
        }
    }

    private void add(String type, Proof proof) {
        proven.add(type);
        unverified.putAll(proof.unverified());
        classes++;
        methods += proof.methods();
        runs += proof.runs();
    }

    void add(Proofs others) {
        proven.addAll(others.proven);
        unverified.putAll(others.unverified);
        classes += others.classes;
        methods += others.methods;
        runs += others.runs;
    }

    int methods() {
        return methods;
    }

    /** The classes that could not be linked even before they were woven, and why. */
    Map<String, String> unverified() {
        return unverified;
    }

    /** The classes that have not been there. */
    Set<String> missing(List<Hook> hooks) {
        Set<String> missing = new TreeSet<>();
        hooks.forEach(each -> missing.add(each.type()));
        missing.removeAll(proven);
        return missing;
    }

    @Override
    public String toString() {
        return classes + " classes, " + methods + " methods, " + runs + " ways through them; not linked: "
                + unverified.keySet();
    }
}
