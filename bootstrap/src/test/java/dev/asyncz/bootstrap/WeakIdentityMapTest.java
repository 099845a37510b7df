package dev.asyncz.bootstrap;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<String> map = new WeakIdentityMap<>();

    private record Work(int number) {}

    @Test
    void should_tell_equal_objects_apart() {
        Work one = new Work(1);
        Work same = new Work(1);
        map.put(one, "one");

        assertEquals("one", map.get(one));
        assertNull(map.get(same));
        assertNull(map.remove(same));
        assertEquals("one", map.remove(one));
        assertTrue(map.isEmpty());
    }

    @Test
    void should_never_ask_a_key_for_its_hash_or_equality() {
        Object hostile = new Object() {
            @Override
            public int hashCode() {
                throw new IllegalStateException();
            }

            @Override
            public boolean equals(Object other) {
                throw new IllegalStateException();
            }
        };
        map.put(hostile, "kept");
        map.put(hostile, "replaced");

        assertEquals("replaced", map.get(hostile));
        map.remove(hostile);
        assertTrue(map.isEmpty());
    }

    @Test
    void should_give_an_update_the_present_value_and_remove_by_null() {
        Work key = new Work(1);
        map.update(key, value -> value + "a");
        assertEquals("nulla", map.get(key));
        map.update(key, value -> value + "b");
        assertEquals("nullab", map.get(key));
        map.update(key, value -> null);
        assertTrue(map.isEmpty());
        map.update(key, value -> null);
        assertTrue(map.isEmpty());
    }

    @Test
    void should_forget_keys_that_nobody_else_holds() {
        for (int i = 0; i < 1_000; i++) {
            map.put(new Work(i), "v");
        }
        await().until(() -> {
            System.gc();
            WeakIdentityMap.forget(1);
            return map.isEmpty();
        });
    }

    @Test
    void should_keep_what_is_still_held() {
        Work held = new Work(1);
        map.put(held, "held");
        WeakReference<Work> dropped = new WeakReference<>(new Work(2));
        await().until(() -> {
            System.gc();
            return dropped.get() == null;
        });
        map.put(new Work(3), "purges");

        assertEquals("held", map.get(held));
        Reference.reachabilityFence(held);
    }

    @Test
    void should_lose_no_update_of_8_threads_to_the_same_keys() throws Exception {
        WeakIdentityMap<Integer> counts = new WeakIdentityMap<>();
        List<Work> keys = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            keys.add(new Work(0));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 5_000; i++) {
                    counts.update(keys.get(i % 10), count -> count == null ? 1 : count + 1);
                    counts.put(new Work(i), 1);
                }
                return true;
            };
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(work);
            }
            for (Future<Boolean> each : threads.invokeAll(all)) {
                assertTrue(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        for (Work key : keys) {
            assertEquals(4_000, counts.get(key));
        }
        assertFalse(counts.isEmpty());
    }
}
