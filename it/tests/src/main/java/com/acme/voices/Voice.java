package com.acme.voices;

/** One way in which an application logs. */
interface Voice {
    void info(String message);

    void error(String message, Throwable thrown);

    /** Sets a value in the thread context, where there is one. */
    default void put(String key, String value) {}

    /** What the thread context has for a key; null where there is none. */
    default String get(String key) {
        return null;
    }

    /** Clears the thread context. */
    default void clear() {}

    /** Lines that have more to them than a text, each beginning with {@code prefix}. */
    default void rich(String prefix) {}
}
