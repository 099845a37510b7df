package dev.asyncz.bootstrap.naming;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Libraries that have something in common, told by the beginnings of the names of their classes: whoever wants to know
 * something of a library asks here, so that all have the same list. Thread-safe.
 */
public enum Libraries {
    /** Their tasks and threads are housekeeping, and nobody's business logic. */
    HOUSEKEEPING("housekeeping", true),

    /** Their frames are folded away in a stack trace. */
    FOLDED("folded", true),

    /**
     * They make threads when those are needed first, which may be in a run, and keep house on them: drivers, pools of
     * connections, clients. What they hand to those threads is nobody's work. Frameworks that have the application's
     * work done are not among them.
     */
    OWN_THREADS("own-threads", false),

    /** They wrap the work of others: a name of theirs says nothing, and the place that scheduled the work says more. */
    WRAPPERS("wraps", false),

    /** They lie on the stack between a place in the application and its scheduler, besides wrappers. */
    BETWEEN("between", false),

    /** They work for whoever has set them up: a timeout, a step of a reactive chain. */
    PLUMBING("plumbing", false);

    /** Those that the agent has brought, as in {@link LibraryList}. */
    private static volatile String added = "";

    private final String word;
    private final boolean usual;

    /** Null until somebody asks. */
    private volatile @Nullable Beginnings beginnings;

    /** Of the names of those that are, and of those among them that are not; sorted, and none begins with another one. */
    private record Beginnings(String[] are, String[] not) {}

    Libraries(String word, boolean usual) {
        this.word = word;
        this.usual = usual;
    }

    /** Adds libraries, in place of those added before, as {@link LibraryList} has them. */
    public static void add(String words) {
        added = words;
        for (Libraries each : values()) {
            each.beginnings = null;
        }
    }

    /** Whether a class belongs to one of them, or a method or a place within one; internal names are as good. */
    public boolean own(String name) {
        Beginnings known = beginnings;
        if (known == null) {
            known = read();
            beginnings = known;
        }
        return isIn(known.are, name) && !isIn(known.not, name);
    }

    private static boolean isIn(String[] sorted, String name) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = order(sorted[middle], name);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /** Zero for a name that begins so; else what comes first, by their characters. */
    private static int order(String beginning, String name) {
        for (int i = 0; i < beginning.length(); i++) {
            if (i == name.length()) {
                return 1;
            }
            char each = name.charAt(i);
            int order = beginning.charAt(i) - (each == '/' ? '.' : each);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private Beginnings read() {
        List<String> are = new ArrayList<>();
        List<String> not = new ArrayList<>();
        String library = "";
        boolean isOne = false;
        boolean isNone = false;
        for (StringTokenizer each = new StringTokenizer(LibraryList.WORDS + added + " end"); each.hasMoreTokens(); ) {
            String next = each.nextToken();
            char mark = next.charAt(0);
            if (mark != '+' && mark != '-') {
                if (isOne) {
                    are.add(library);
                } else if (isNone) {
                    not.add(library);
                }
                library = next;
                isOne = usual;
                isNone = false;
            } else if (next.length() == word.length() + 1 && next.endsWith(word)) {
                isOne = mark == '+';
                isNone = mark == '-';
            }
        }
        return new Beginnings(withoutNested(are), withoutNested(within(not, are)));
    }

    /** The exceptions that lie below one of the libraries: elsewhere a name that is not listed is none anyway. */
    private static List<String> within(List<String> not, List<String> are) {
        List<String> within = new ArrayList<>();
        for (String each : not) {
            for (String outer : are) {
                if (each.length() > outer.length() && each.startsWith(outer)) {
                    within.add(each);
                    break;
                }
            }
        }
        return within;
    }

    private static String[] withoutNested(List<String> found) {
        String[] sorted = found.toArray(new String[0]);
        Arrays.sort(sorted);
        int kept = 0;
        for (String each : sorted) {
            if (kept == 0 || !each.startsWith(sorted[kept - 1])) {
                sorted[kept++] = each;
            }
        }
        return Arrays.copyOf(sorted, kept);
    }
}
