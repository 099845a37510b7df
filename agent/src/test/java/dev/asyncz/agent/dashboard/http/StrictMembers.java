package dev.asyncz.agent.dashboard.http;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.IterableCode;
import com.github.mustachejava.codes.ValueCode;
import com.github.mustachejava.reflect.Guard;
import com.github.mustachejava.reflect.MissingWrapper;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Notes what a template names and no view has, which would be empty without a word; and what was never asked for. */
public final class StrictMembers extends ViewMembers {
    private final Set<String> missing = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> tags = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> asked = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> files = Collections.synchronizedSet(new TreeSet<>());
    private final ThreadLocal<String> tag = ThreadLocal.withInitial(() -> "");

    /** Templates that render as usual, and tell this what they ask for. */
    public Templates templates() {
        return new Templates(this);
    }

    /** The tags for which no view had a member. */
    public Set<String> missing() {
        return missing;
    }

    /** The tags that stand in a branch into which nobody came. */
    public Set<String> neverAsked() {
        Set<String> never = new TreeSet<>(tags);
        never.removeAll(asked);
        return never;
    }

    /** The templates that were compiled and have tags. */
    public Set<String> files() {
        return files;
    }

    @Override
    public Binding createBinding(String name, TemplateContext context, Code code) {
        String file = context.file().replaceFirst("^/", "");
        String here = file + ":" + context.line() + " " + name;
        Binding binding = super.createBinding(name, context, code);
        boolean member = code instanceof ValueCode || code instanceof IterableCode;
        if (!member || name.equals(".")) {
            return binding; // Text, another template, or the view itself.
        }
        files.add(file);
        tags.add(here);
        return scopes -> {
            asked.add(here);
            tag.set(here);
            return binding.get(scopes);
        };
    }

    @Override
    protected MissingWrapper createMissingWrapper(String name, List<Guard> guards) {
        missing.add(tag.get());
        return super.createMissingWrapper(name, guards);
    }
}
