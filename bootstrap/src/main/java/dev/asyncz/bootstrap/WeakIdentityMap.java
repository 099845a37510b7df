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
 * leaves with the next change of any map, and by {@link Housekeeper} where nothing changes any more.
 */
final class WeakIdentityMap<V> {
    /** The collected keys of all maps. */
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<>();

    /** True, at the price of one volatile read, for as long as nothing is known. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    @Nullable
    V get(Object key) {
        return values.get(new Probe(key));
    }

    @Nullable
    V remove(Object key) {
        return values.remove(new Probe(key));
    }

    void put(Object key, V value) {
        purge();
        values.put(new Key(key, values), value);
    }

    /** Changes the value of a key in one atomic step: {@code change} gets null for an unknown key, and removes it by null. */
    void update(Object key, UnaryOperator<@Nullable V> change) {
        purge();
        values.compute(new Key(key, values), new BiFunction<Object, @Nullable V, @Nullable V>() {
            @Override
            public @Nullable V apply(Object sameKey, @Nullable V value) {
                return change.apply(value);
            }
        });
    }

    /** Waits until a key of any map is collected, and forgets what was known of it. */
    static void forgetNext() throws InterruptedException {
        ((Key) COLLECTED.remove()).leave();
    }

    private static void purge() {
        for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            ((Key) gone).leave();
        }
    }

    /** Equal to the {@link Probe} and to other keys of the same living object; once collected, to itself alone. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;
        private final ConcurrentMap<Object, ?> home;

        Key(Object key, ConcurrentMap<Object, ?> home) {
            super(key, COLLECTED);
            this.hash = System.identityHashCode(key);
            this.home = home;
        }

        void leave() {
            home.remove(this);
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
