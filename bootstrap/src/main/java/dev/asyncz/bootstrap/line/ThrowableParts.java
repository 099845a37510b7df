package dev.asyncz.bootstrap.line;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints what can be had of an exception that cannot print itself: a message, frames or a cause that throws costs no
 * other part. Only ever loaded for such a one. Not thread-safe.
 */
final class ThrowableParts {
    private static final int MAX_THROWABLES = 100;
    private static final StackTraceElement[] NO_FRAMES = {};

    private final ThrowableText.BoundedWriter text;

    /** By identity: equals is the application's own as well. */
    private final Set<Throwable> printed = Collections.newSetFromMap(new IdentityHashMap<>());

    ThrowableParts(ThrowableText.BoundedWriter text) {
        this.text = text;
    }

    void print(Throwable throwable) {
        print(throwable, "", "");
    }

    private void print(Throwable first, String indent, String caption) {
        String before = indent + caption;
        for (Throwable each = first; each != null; each = cause(each, indent)) {
            text.put(before);
            if (printed.size() == MAX_THROWABLES || !printed.add(each)) {
                text.put(printed.contains(each) ? "one that stands above\n" : "more causes, which are left out\n");
                return;
            }
            text.put(named(each) + "\n");
            for (StackTraceElement frame : frames(each, indent)) {
                text.put(indent + "\tat " + frame + "\n");
            }
            for (Throwable beside : each.getSuppressed()) {
                print(beside, indent + "\t", "Suppressed: ");
            }
            before = indent + "Caused by: ";
        }
    }

    private static String named(Throwable throwable) {
        try {
            return throwable.toString();
        } catch (Throwable fromTheApplication) {
            return throwable.getClass().getName() + ": " + LineExtra.unreadableMessage(fromTheApplication);
        }
    }

    private StackTraceElement[] frames(Throwable throwable, String indent) {
        try {
            return throwable.getStackTrace().clone();
        } catch (Throwable fromTheApplication) {
            text.put(indent + "\tand its frames threw "
                    + fromTheApplication.getClass().getName() + "\n");
            return NO_FRAMES;
        }
    }

    private @Nullable Throwable cause(Throwable throwable, String indent) {
        try {
            return throwable.getCause();
        } catch (Throwable fromTheApplication) {
            text.put(indent + "\tand its text ends here: its cause threw "
                    + fromTheApplication.getClass().getName() + "\n");
            return null;
        }
    }
}
