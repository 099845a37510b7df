package dev.asyncz.bootstrap.line;

import dev.asyncz.bootstrap.run.Run;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a context that an application's framework gives for line after line, the same object each time with
 * the same in it, until somebody changes it: the next line of the run shares it. Kept by the run, and gone with it.
 * Immutable but for what is made on demand; threads that race make it twice.
 */
final class SharedContext {
    /** A framework that lets others write into what an event holds gives another kind of map, which is never shared. */
    private static final Class<?> READ_ONLY =
            Collections.unmodifiableMap(Map.of()).getClass();

    private final Map<String, String> own;
    /** What it held: a map that nobody may write into can be a view of one that somebody does. */
    private final Map<String, String> held;

    private final Map<String, String> all;
    private @Nullable Extra extra;

    private record Extra(String thread, Map<String, Object> map) {}

    private SharedContext(Map<String, String> own, Map<String, String> all) {
        this.own = own;
        this.held = new HashMap<>(own);
        this.all = all;
    }

    /** The application's context with the ids of the run. */
    @SuppressWarnings("ReferenceEquality") // Mostly it is told apart by that alone.
    static Map<String, String> all(Map<String, String> own, Run run) {
        if (own.getClass() != READ_ONLY) {
            return ThreadContextView.withRun(own, run);
        }
        if (run.contextData() instanceof SharedContext kept && kept.own == own && kept.held.equals(own)) {
            return kept.all;
        }
        Map<String, String> all = Collections.unmodifiableMap(ThreadContextView.withRun(own, run));
        run.keepContextData(new SharedContext(own, all));
        return all;
    }

    /** What is known of the context of an event; null if it was not made by the last line of the run. */
    @SuppressWarnings("ReferenceEquality") // It was made here, and nobody can change it.
    static @Nullable SharedContext of(@Nullable Map<?, ?> context, Run run) {
        return run.contextData() instanceof SharedContext kept && kept.all == context ? kept : null;
    }

    Map<String, String> all() {
        return all;
    }

    /** What a line has beyond its text that has nothing but this context. */
    Map<String, Object> extra(String thread) {
        Extra known = extra;
        if (known == null || !known.thread.equals(thread)) {
            LineExtra made = new LineExtra(thread);
            made.addAll(all);
            known = new Extra(thread, Map.copyOf(made.map()));
            extra = known;
        }
        return known.map;
    }
}
