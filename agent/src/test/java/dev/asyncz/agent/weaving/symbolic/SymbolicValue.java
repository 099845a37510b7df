package dev.asyncz.agent.weaving.symbolic;

import java.util.Arrays;
import org.objectweb.asm.tree.analysis.Value;

/**
 * What {@link SymbolicRun} knows of a value: a number that is the same if it was come by in the same way.
 *
 * @param size its slots
 * @param id the number
 */
record SymbolicValue(int size, long id) implements Value {
    static final SymbolicValue NOTHING = of(1, "nothing");
    static final SymbolicValue NULL = of(1, "null");

    static SymbolicValue of(int size, Object... from) {
        long id = 17;
        for (Object each : from) {
            long part = each instanceof SymbolicValue value ? value.id : each.hashCode();
            id = (id ^ part) * 0x9E3779B97F4A7C15L;
            id ^= id >>> 29;
        }
        return new SymbolicValue(size, id);
    }

    @Override
    public int getSize() {
        return size;
    }

    static String ids(Iterable<? extends SymbolicValue> values) {
        StringBuilder ids = new StringBuilder();
        for (SymbolicValue each : values) {
            ids.append(' ').append(Long.toHexString(each.id));
        }
        return ids.toString();
    }

    static String ids(SymbolicValue... values) {
        return ids(Arrays.asList(values));
    }
}
