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
public final class CallSite implements Function<Stream<StackFrame>, @Nullable String> {
    private static final StackWalker STACK = stack();

    private final String host;
    private final @Nullable String otherwise;

    private CallSite(String host, @Nullable String otherwise) {
        this.host = host;
        this.otherwise = otherwise;
    }

    /**
     * The frame in the class {@code host} that the work is written in, else {@code otherwise}, else the first one that
     * is neither a framework's nor of a class that executes the work of others; null for none.
     */
    static @Nullable String find(String host, @Nullable String otherwise) {
        return STACK.walk(new CallSite(host, otherwise));
    }

    /** What {@code finder} makes of the current thread's stack. */
    public static @Nullable String on(Function<Stream<StackFrame>, @Nullable String> finder) {
        return STACK.walk(finder);
    }

    @Override
    public @Nullable String apply(Stream<StackFrame> frames) {
        StackFrame first = null;
        StackFrame executor = null;
        for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
            StackFrame frame = each.next();
            if (isWrittenIn(frame.getClassName())) {
                return describe(frame);
            }
            if (first == null && otherwise == null && !isBetween(frame)) {
                if (!Executor.class.isAssignableFrom(frame.getDeclaringClass())) {
                    first = frame;
                } else if (executor == null) {
                    executor = frame;
                }
            }
        }
        StackFrame found = first == null ? executor : first;
        return found == null ? otherwise : describe(found);
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
