package dev.asyncz.bootstrap.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExtraValuesTest {
    private static final Object THROWING = new Object() {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    };

    @Test
    void should_keep_plain_values() {
        for (Object plain : List.of("text", true, 1, 2L, 3.5, 4.5f, (short) 5, (byte) 6)) {
            assertEquals(plain, ExtraValues.copy(plain));
        }
        assertEquals("c", ExtraValues.copy('c'));
        assertEquals("null", ExtraValues.copy(null));
        assertEquals("1.50", ExtraValues.copy(new BigDecimal("1.50")));
        assertEquals("INSTANCE", ExtraValues.copy(Sample.INSTANCE));
    }

    private enum Sample {
        INSTANCE
    }

    @Test
    void should_copy_maps_lists_and_arrays() {
        List<Object> list = new ArrayList<>(Arrays.asList(1, null, "a"));
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("list", list);
        map.put(17, new int[] {1, 2});
        map.put(null, new String[] {"x", null});
        Object copy = ExtraValues.copy(map);
        list.add("later");

        assertEquals(Map.of("list", List.of(1, "null", "a"), "17", List.of(1, 2), "null", List.of("x", "null")), copy);
        assertNotSame(map, copy);
    }

    @Test
    void should_keep_the_order_of_a_map() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 20; i > 0; i--) {
            map.put("k" + i, i);
        }

        assertEquals(
                new ArrayList<>(map.keySet()),
                new ArrayList<>(
                        assertInstanceOf(Map.class, ExtraValues.copy(map)).keySet()));
    }

    @Test
    void should_say_how_much_of_a_long_list_was_left_out() {
        List<?> copy = assertInstanceOf(List.class, ExtraValues.copy(Collections.nCopies(1_000, "x")));
        assertEquals(201, copy.size());
        assertEquals("… 800 more", copy.get(200));

        assertEquals(
                "… 800 more",
                assertInstanceOf(List.class, ExtraValues.copy(new int[1_000])).get(200));
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void should_end_with_a_map_and_a_list_that_contain_themselves() {
        Map<Object, Object> map = new HashMap<>();
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            map.put(i, map);
            list.add(list);
        }
        map.put("list", list);
        list.add(map);

        assertTrue(size(ExtraValues.copy(map)) < 10_000);
        assertTrue(size(ExtraValues.copy(list)) < 10_000);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void should_bound_what_nested_collections_of_long_texts_take_together() {
        Object nested = "x".repeat(100_000);
        for (int depth = 0; depth < 4; depth++) {
            nested = Collections.nCopies(200, nested);
        }
        Object copy = ExtraValues.copy(nested);

        assertTrue(chars(copy) < 256 * 1024, () -> chars(copy) + " characters");
    }

    @Test
    void should_cut_a_deep_nest_without_printing_it() {
        Object nested = THROWING;
        for (int depth = 0; depth < 50; depth++) {
            nested = List.of(nested);
        }

        assertEquals("[[[[[… 1 more]]]]]", ExtraValues.copy(nested).toString());
    }

    @Test
    void should_cut_a_long_text_between_characters() {
        String text = "x".repeat(8 * 1024 - 1) + "🚀".repeat(10);
        String copy = assertInstanceOf(String.class, ExtraValues.copy(text));

        assertEquals("x".repeat(8 * 1024 - 1) + "… [" + text.length() + " characters]", copy);
    }

    @Test
    void should_say_so_when_a_text_cannot_be_had() {
        Object copy = ExtraValues.copy(THROWING);

        assertTrue(copy.toString().contains("IllegalStateException"), copy::toString);
        assertTrue(copy.toString().contains(THROWING.getClass().getName()), copy::toString);
        assertEquals("null", ExtraValues.copy(new Object() {
            @Override
            @SuppressWarnings("NullAway") // Applications do.
            public String toString() {
                return null;
            }
        }));
    }

    @Test
    void should_keep_the_rest_of_a_map_when_one_value_cannot_be_copied() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("good", 1);
        map.put("list", new AbstractList<Object>() {
            @Override
            public Object get(int index) {
                throw new ConcurrentModificationException();
            }

            @Override
            public int size() {
                return 3;
            }
        });
        map.put(THROWING, "odd key");
        Map<?, ?> copy = assertInstanceOf(Map.class, ExtraValues.copy(map));

        assertEquals(1, copy.get("good"));
        assertTrue(String.valueOf(copy.get("list")).contains("ConcurrentModificationException"));
        assertTrue(copy.containsValue("odd key"));
        assertEquals(3, copy.size());
    }

    @Test
    void should_not_throw_while_another_thread_changes_the_map() throws Exception {
        Map<String, Object> shared = new HashMap<>();
        Thread changing = new Thread(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                shared.put("k" + i % 500, i);
                shared.remove("k" + (i + 250) % 500);
            }
        });
        changing.start();
        try {
            for (int i = 0; i < 5_000; i++) {
                assertFalse(ExtraValues.copy(shared).toString().isEmpty());
            }
        } finally {
            changing.interrupt();
            changing.join();
        }
    }

    private static int size(Object value) {
        int size = 1;
        for (Object each : items(value)) {
            size += size(each);
        }
        return size;
    }

    private static int chars(Object value) {
        int chars = value instanceof String text ? text.length() : 0;
        for (Object each : items(value)) {
            chars += chars(each);
        }
        return chars;
    }

    private static Collection<?> items(Object value) {
        return value instanceof Map<?, ?> map ? map.values() : value instanceof Collection<?> items ? items : List.of();
    }
}
