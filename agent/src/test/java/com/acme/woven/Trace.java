package com.acme.woven;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a woven class, in order. Called by advice, as the boot packages are in earnest. */
public final class Trace {
    private static final ThreadLocal<List<String>> NOTES = ThreadLocal.withInitial(ArrayList::new);

    private Trace() {}

    /** Gives the notes of this thread and forgets them. */
    public static List<String> take() {
        List<String> notes = List.copyOf(NOTES.get());
        NOTES.remove();
        return notes;
    }

    public static void note(String what, Object value) {
        NOTES.get().add(what + " " + value);
    }

    public static String enter(String what) {
        note("enter", what);
        return what + " entered";
    }

    /** Null at first, and every other time. */
    public static @Nullable String perhaps(String what) {
        note("perhaps", what);
        return NOTES.get().size() % 2 == 1 ? null : what;
    }

    public static long count(long from, double by) {
        note("count", from + by);
        return from + 1;
    }

    public static String changed(String what) {
        return what + " changed";
    }

    public static void fail(Object reason) {
        note("fails", reason);
        throw new IllegalStateException(String.valueOf(reason));
    }

    public static Runnable work() {
        return () -> note("ran", "work");
    }

    public static void replaced(Runnable call) {
        note("replaced", "call");
        call.run();
    }
}
