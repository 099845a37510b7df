package dev.asyncz.bootstrap;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Names that a stranger may have chosen: of threads, loggers, tasks and runs. A name that tells the whole request must
 * not fill the heap: past {@link #MAX} characters it keeps its beginning, its length, and what tells it from others of
 * the same beginning. The same from one start to the next. Any thread.
 */
public final class BoundedName {
    /** Characters that a name may have. */
    public static final int MAX = 256;

    private static final int HEAD = 200;
    private static final int SHARED = 64;

    /** Cut names come again with every line of their thread: those of late are one text each. */
    private static final AtomicReferenceArray<String> CUT = new AtomicReferenceArray<>(SHARED);

    private BoundedName() {}

    /** The name itself, or what is kept of a longer one. */
    public static String of(String name) {
        return name.length() <= MAX ? name : shared(cut(name));
    }

    private static String cut(String name) {
        // A pair of surrogates is not torn apart.
        int end = Character.isHighSurrogate(name.charAt(HEAD - 1)) ? HEAD - 1 : HEAD;
        return name.substring(0, end) + "… [" + name.length() + " characters, " + Integer.toHexString(name.hashCode())
                + "]";
    }

    private static String shared(String cut) {
        int place = cut.hashCode() & SHARED - 1;
        String known = CUT.get(place);
        if (cut.equals(known)) {
            return known;
        }
        CUT.set(place, cut);
        return cut;
    }
}
