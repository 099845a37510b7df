package dev.asyncz.bootstrap.library;

import dev.asyncz.bootstrap.naming.ClassNames;
import dev.asyncz.bootstrap.run.RunScope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Timeouts of enterprise beans in a container that finds out on the way which method it calls:
 *
 * <pre>
 *   begin ── found: the run begins ── called ── failed, if the method has ── end
 * </pre>
 */
public final class Timeouts {
    private static final ThreadLocal<@Nullable Timeout> CURRENT = new ThreadLocal<>();

    private Timeouts() {}

    private static final class Timeout {
        private @Nullable Object begun;
    }

    /** The container is about to look for the method. */
    public static Object begin() {
        Timeout timeout = new Timeout();
        CURRENT.set(timeout);
        return timeout;
    }

    /** It has found the method: a run of it begins. */
    public static void found(String scheduler, @Nullable Method method) {
        Timeout timeout = CURRENT.get();
        if (timeout != null && timeout.begun == null && method != null) {
            String task = ClassNames.qualified(method.getDeclaringClass().getName(), method.getName());
            timeout.begun = Runs.begin(scheduler, task, task);
        }
    }

    /** A bean is called: the timed one, if it is the first; null for those that it calls. */
    public static @Nullable Object called() {
        Timeout timeout = CURRENT.get();
        if (timeout == null || timeout.begun == null) {
            return null;
        }
        CURRENT.set(null);
        return timeout;
    }

    /** @param timeout what {@link #called} gave */
    public static void failed(@Nullable Object timeout, @Nullable Throwable failure) {
        if (timeout != null) {
            RunScope.failed(failure instanceof InvocationTargetException wrapped ? wrapped.getCause() : failure);
        }
    }

    /** @param timeout what {@link #begin} gave */
    public static void end(@Nullable Object timeout) {
        if (timeout instanceof Timeout over) {
            CURRENT.set(null);
            RunScope.end(over.begun);
        }
    }
}
