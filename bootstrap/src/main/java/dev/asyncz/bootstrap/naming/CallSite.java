package dev.asyncz.bootstrap.naming;

import java.lang.StackWalker.StackFrame;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the place in the application that schedules something, on the stack of the thread that does so. */
public final class CallSite implements Function<Stream<StackFrame>, @Nullable Place> {
    /** What packages are called whose classes pass the work of others on, rather than have any. */
    private static final String[] PASSING = {
        ".concurrent",
        ".concurrency",
        ".executor",
        ".executors",
        ".scheduler",
        ".schedulers",
        ".scheduling",
        ".thread",
        ".threads",
        ".threading",
        ".timer",
        ".timers"
    };

    private static final StackWalker STACK = stack();

    private final String host;
    private final boolean orFirst;

    private CallSite(String host, boolean orFirst) {
        this.host = host;
        this.orFirst = orFirst;
    }

    /**
     * The frame in the class {@code host} that the work is written in, else, if {@code orFirst}, the first one that is
     * neither a framework's nor of what passes the work of others on; null for none.
     */
    static @Nullable Place find(String host, boolean orFirst) {
        return STACK.walk(new CallSite(host, orFirst));
    }

    /** What {@code finder} makes of the current thread's stack. */
    public static @Nullable String on(Function<Stream<StackFrame>, @Nullable String> finder) {
        return STACK.walk(finder);
    }

    @Override
    public @Nullable Place apply(Stream<StackFrame> frames) {
        StackFrame first = null;
        StackFrame passing = null;
        StackFrame executor = null;
        for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
            StackFrame frame = each.next();
            if (isWrittenIn(frame.getClassName())) {
                return Place.of(frame);
            }
            if (orFirst && first == null && !isBetween(frame)) {
                if (Executor.class.isAssignableFrom(frame.getDeclaringClass())) {
                    executor = executor == null ? frame : executor;
                } else if (isPassing(frame.getDeclaringClass())) {
                    passing = passing == null ? frame : passing;
                } else {
                    first = frame;
                }
            }
        }
        StackFrame found = first != null ? first : passing != null ? passing : executor;
        return found == null ? null : Place.of(found);
    }

    private static boolean isPassing(Class<?> type) {
        String name = type.getPackageName();
        for (String each : PASSING) {
            if (name.endsWith(each)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWrittenIn(String className) {
        return !host.isEmpty() && className.startsWith(host) && host.equals(ClassNames.host(className));
    }

    private static boolean isBetween(StackFrame frame) {
        String name = frame.getClassName();
        return Libraries.WRAPPERS.own(name)
                || Libraries.BETWEEN.own(name)
                || OtherAgents.owns(frame.getDeclaringClass());
    }

    /** As a name of a task says it: {@code com.acme.Jobs.start:12}. */
    public static String describe(StackFrame frame) {
        int line = frame.getLineNumber();
        return ClassNames.withoutProxy(frame.getClassName())
                + "."
                + ClassNames.method(frame.getMethodName())
                + (line > 0 ? ":" + line : "");
    }

    /** A security manager asks for a permission of everybody on the stack, which is the application's business. */
    @SuppressWarnings("removal") // Only matters where there is a security manager.
    private static StackWalker stack() {
        return AccessController.doPrivileged(new PrivilegedAction<StackWalker>() {
            @Override
            public StackWalker run() {
                return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
            }
        });
    }
}
