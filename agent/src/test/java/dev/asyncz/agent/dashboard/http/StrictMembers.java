package dev.asyncz.agent.dashboard.http;

import com.github.mustachejava.reflect.Guard;
import com.github.mustachejava.reflect.MissingWrapper;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Notes what a template names and no view has: that would be empty without a word. */
public final class StrictMembers extends ReflectionObjectHandler {
    private final Set<String> missing = Collections.synchronizedSet(new TreeSet<>());

    /** Templates that render as usual, and tell this what they miss. */
    public Templates templates() {
        return new Templates(this);
    }

    /** The names that no view had. */
    public List<String> missing() {
        return new ArrayList<>(missing);
    }

    @Override
    protected MissingWrapper createMissingWrapper(String name, List<Guard> guards) {
        missing.add(name);
        return super.createMissingWrapper(name, guards);
    }
}
