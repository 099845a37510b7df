package dev.asyncz.bridge.log4j2;

import dev.asyncz.bootstrap.line.LineExtra;
import dev.asyncz.bootstrap.run.Run;
import java.util.Map;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a run's context for its last line: the next one has the same, as a rule, and shares it. Kept by the
 * run. Immutable but for what is made on demand; threads that race make it twice.
 */
final class RunContext {
    private final SortedArrayStringMap own;
    private final StringMap bound;
    private @Nullable Extra extra;

    private record Extra(String thread, Map<String, Object> map) {}

    private RunContext(SortedArrayStringMap own, StringMap bound) {
        this.own = own;
        this.bound = bound;
    }

    /** The data of an event with the run's ids, shared and frozen; null where what it holds may change by itself. */
    static @Nullable StringMap bound(StringMap data, Run run) {
        if (run.contextData() instanceof RunContext kept && kept.isOf(data)) {
            return kept.bound;
        }
        SortedArrayStringMap own = new SortedArrayStringMap(data);
        if (!isText(own)) {
            return null;
        }
        StringMap bound = new SortedArrayStringMap(data.size() + 2);
        bound.putAll(data);
        TaskContextInjector.named(bound, run);
        bound.freeze();
        run.keepContextData(new RunContext(own, bound));
        return bound;
    }

    /**
     * What a line has beyond its text that has nothing but its context.
     *
     * @param context the event's
     * @return null if it was not made by the last line of {@code run}
     */
    static @Nullable Map<String, Object> extra(@Nullable Run run, ReadOnlyStringMap context, @Nullable String thread) {
        return run != null && thread != null && run.contextData() instanceof RunContext kept && kept.bound == context
                ? kept.extra(thread)
                : null;
    }

    /** Whether it was made of the same values; Log4j gives them in one kind of map or another. */
    private boolean isOf(StringMap data) {
        if (data.size() != own.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            if (!own.getValueAt(i).equals(data.getValue(own.getKeyAt(i)))) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Object> extra(String thread) {
        Extra known = extra;
        if (known == null || !known.thread.equals(thread)) {
            LineExtra made = new LineExtra(thread);
            bound.forEach(EventExtra.MDC, made);
            known = new Extra(thread, Map.copyOf(made.map()));
            extra = known;
        }
        return known.map;
    }

    /** Values may be any objects, some of which say something else each time. */
    private static boolean isText(SortedArrayStringMap values) {
        for (int i = 0; i < values.size(); i++) {
            if (!(values.getValueAt(i) instanceof String)) {
                return false;
            }
        }
        return true;
    }
}
