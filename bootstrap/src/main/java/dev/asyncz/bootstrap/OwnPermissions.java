package dev.asyncz.bootstrap;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets the agent do its work with its own permissions, where a security manager would ask for those of everybody on the
 * stack: whoever logs or schedules has others. What the work calls of the application has no more than before.
 */
@SuppressWarnings("removal") // Only matters where there is a security manager.
public final class OwnPermissions {
    private OwnPermissions() {}

    /** Whether anybody asks: else there is no need for all this, nor a price. */
    public static boolean matter() {
        return System.getSecurityManager() != null;
    }

    /** The result of {@code work}; throws what it throws. */
    public static <T extends @Nullable Object> T of(PrivilegedAction<T> work) {
        return AccessController.doPrivileged(work);
    }

    /** The result of {@code work} for {@code subject}; throws what it throws. */
    public static Object apply(UnaryOperator<Object> work, Object subject) {
        if (!matter()) {
            return work.apply(subject);
        }
        return AccessController.doPrivileged(new PrivilegedAction<Object>() {
            @Override
            public Object run() {
                return work.apply(subject);
            }
        });
    }
}
