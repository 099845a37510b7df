package dev.asyncz.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects of the application, which the agent must neither change nor keep alive: keys are compared
 * by identity and held weakly. Thread-safe. Values must not refer to their key. What is known of a collected object
 * leaves by {@code handoff.Housekeeper}, and a little of it whenever something is put in.
 */
public final class WeakIdentityMap<V> {
    /** Of all maps, so that one thread can wait for it. */
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    /** How much of what was collected is removed by whoever puts something in: more than that is put in with it. */
    private static final int PURGED_AT_ONCE = 4;

    private static final int SEVERAL = 64;

    private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<>();

    /** Maps to choose from by {@link #of}: most are empty at any time, which costs next to nothing to see. */
    @SuppressWarnings("unchecked")
    public static <V> WeakIdentityMap<V>[] several() {
        WeakIdentityMap<V>[] maps = new WeakIdentityMap[SEVERAL];
        for (int i = 0; i < SEVERAL; i++) {
            maps[i] = new WeakIdentityMap<>();
        }
        return maps;
    }

    /** The one map for everything that goes by {@code owner}, which had better live long. */
    public static <V> WeakIdentityMap<V> of(WeakIdentityMap<V>[] several, Object owner) {
        int hash = System.identityHashCode(owner);
        return several[(hash ^ hash >>> 12) & SEVERAL - 1];
    }

    /** True, at the price of one volatile read, for as long as nothing is known. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    public @Nullable V get(Object key) {
        return values.get(new Probe(key));
    }

    public @Nullable V remove(Object key) {
        return values.remove(new Probe(key));
    }

    public void put(Object key, V value) {
        purge();
        values.put(new Key(key, values), value);
    }

    /** Puts a value in unless there is one, which is given back and stays. */
    public @Nullable V putIfAbsent(Object key, V value) {
        purge();
        return values.putIfAbsent(new Key(key, values), value);
    }

    /** Removes a key if it has this very value. */
    public boolean remove(Object key, V value) {
        return values.remove(new Probe(key), value);
    }

    /** Changes the value of a key in one atomic step: {@code change} gets null for an unknown key, and removes it by null. */
    public void update(Object key, UnaryOperator<@Nullable V> change) {
        purge();
        values.compute(new Key(key, values), new Change<>(change));
    }

    /** Changes every value, each as in {@link #update}. */
    public void updateAll(UnaryOperator<@Nullable V> change) {
        for (Object key : values.keySet()) {
            values.computeIfPresent(key, new Change<>(change));
        }
    }

    /**
     * Forgets what was known of collected objects, in every map.
     *
     * @param millis how long to do so, and to wait for more
     */
    public static void forget(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        Reference<?> gone = COLLECTED.remove(millis);
        while (gone != null) {
            ((Key) gone).leave();
            long left = (end - System.nanoTime()) / 1_000_000;
            gone = left > 0 ? COLLECTED.remove(left) : COLLECTED.poll();
        }
    }

    private static void purge() {
        for (int i = 0; i < PURGED_AT_ONCE; i++) {
            Reference<?> gone = COLLECTED.poll();
            if (gone == null) {
                return;
            }
            ((Key) gone).leave();
        }
    }

    private record Change<V>(UnaryOperator<@Nullable V> change)
            implements BiFunction<Object, @Nullable V, @Nullable V> {
        @Override
        public @Nullable V apply(Object key, @Nullable V value) {
            return change.apply(value);
        }
    }

    /** Equal to the {@link Probe} and to other keys of the same living object; once collected, to itself alone. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;
        private final ConcurrentMap<Object, ?> in;

        Key(Object key, ConcurrentMap<Object, ?> in) {
            super(key, COLLECTED);
            this.in = in;
            hash = System.identityHashCode(key);
        }

        void leave() {
            in.remove(this);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            return mine != null
                    && (other instanceof Probe probe
                            ? probe.key == mine
                            : other instanceof Key key && key.get() == mine);
        }
    }

    /** A key for looking up, which makes no reference that the garbage collector has to follow. */
    private static final class Probe {
        private final Object key;

        Probe(Object key) {
            this.key = key;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(key);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key stored ? stored.get() == key : other instanceof Probe probe && probe.key == key;
        }
    }
}
